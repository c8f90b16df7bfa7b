using Lms.Api.Common;
using Lms.Api.Jobs;
using Lms.Application.Common.Paging;
using Lms.Application.Imports;
using Lms.Application.Jobs;
using Lms.Domain.Imports;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using NSwag.Annotations;

namespace Lms.Api.Imports;

/// <summary>Files of records on their way into the catalogue.</summary>
[Route("imports")]
public sealed class ImportsController(IMediator mediator, WorkProgress progress) : LmsController
{
    /// <summary>Receives a file and has it taken in, in the background.</summary>
    /// <remarks>
    /// The file is the body, or the one file of a form. CSV: separated by commas, semicolons, tabs or bars; the first line names the columns, and the usual names are
    /// recognised. MARC 21: in the exchange format (ISO 2709) in Unicode or MARC-8, or as MARCXML; the whole record is kept, and the copies that it names (852, 952) are made. A record that cannot be taken in is named in the list of errors and keeps none of the others out. Bringing the same file again doubles nothing.
    /// </remarks>
    /// <param name="file">The file.</param>
    /// <param name="mode"><c>create</c> leaves what the catalogue has as it is; <c>upsert</c> replaces what the file says.</param>
    /// <param name="columns">Which column is which field, where the names do not say: <c>title=Name,author=Writer</c>.</param>
    /// <param name="copies">How many copies to make, at the default branch, of a book whose record does not say: 0 to 1000.</param>
    /// <param name="dryRun">Whether only to say what would happen: the counts and errors are those of an import, and the catalogue stays as it is.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <response code="202">It is received; <c>Location</c> is where to see how it goes.</response>
    /// <response code="413">The file is larger than this installation takes.</response>
    /// <response code="415">Files of this media type cannot be taken in; <c>detail</c> lists those that can.</response>
    [HttpPost, Authorize(Access.Desk), FileBody]
    [OpenApiBodyParameter("text/csv", "application/marc", "application/marcxml+xml", "multipart/form-data")]
    [ProducesResponseType<ImportResponse>(StatusCodes.Status202Accepted)]
    [ProducesResponseType<ProblemResponse>(StatusCodes.Status413PayloadTooLarge)]
    [ProducesResponseType<ProblemResponse>(StatusCodes.Status415UnsupportedMediaType)]
    public async Task<ActionResult<ImportResponse>> Receive(
        [IncomingFile] IncomingFile file, [FromQuery] ImportMode mode = ImportMode.Create, [FromQuery] string? columns = null, [FromQuery] int copies = 1, [FromQuery] bool dryRun = false, CancellationToken cancellationToken = default)
    {
        var import = await mediator.Send(new ReceiveImport(file.Content, new ImportOrder(file.MediaType, mode, columns, copies, dryRun)), cancellationToken);
        return AcceptedAtAction(nameof(Get), new { id = import.Id }, import);
    }

    /// <summary>Lists imports, newest first.</summary>
    /// <response code="200">One page; the header <c>Link</c> names the next one.</response>
    [HttpGet, Authorize(Access.Desk)]
    public Task<Page<ImportResponse>> List([FromQuery] ListImports query, CancellationToken cancellationToken) =>
        mediator.Send(query, cancellationToken);

    /// <summary>Shows how an import stands.</summary>
    /// <response code="200">The import.</response>
    [HttpGet("{id}"), Authorize(Access.Desk)]
    public Task<ImportResponse> Get(int id, CancellationToken cancellationToken) =>
        mediator.Send(new GetImport(id), cancellationToken);

    /// <summary>Lists the records that were not taken in, in the order of the file, each with the reason; with <c>kind=incomplete</c>, those that lack something.</summary>
    /// <response code="200">One page; the header <c>Link</c> names the next one.</response>
    [HttpGet("{id}/errors"), Authorize(Access.Desk)]
    public Task<Page<ImportErrorResponse>> ListErrors(int id, [FromQuery] ListImportErrors query, CancellationToken cancellationToken) =>
        mediator.Send(new ListErrorsOfImport(id, query), cancellationToken);

    /// <summary>Follows an import as server-sent events: <c>progress</c> whenever it gets further, <c>finished</c> at its end. Each carries the import.</summary>
    /// <response code="200">The events; the stream ends with the import.</response>
    [HttpGet("{id}/events"), Authorize(Access.Desk)]
    [Events<ImportResponse>(Last = "finished")]
    public async Task<IResult> Watch(int id, CancellationToken cancellationToken) =>
        TypedResults.ServerSentEvents(progress.WatchAsync(await mediator.Send(new GetImport(id), cancellationToken), new GetImport(id), cancellationToken));

    /// <summary>Stops an import. What was taken in stays.</summary>
    /// <response code="200">The import.</response>
    /// <response code="409"><c>import-finished</c>: there is nothing to stop.</response>
    [HttpPost("{id}/cancel"), Authorize(Access.Desk)]
    [Refuses("import-finished")]
    [ProducesResponseType<ImportResponse>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemResponse>(StatusCodes.Status409Conflict)]
    public Task<ImportResponse> Cancel(int id, CancellationToken cancellationToken) =>
        mediator.Send(new CancelImport(id), cancellationToken);

    /// <summary>Undoes a whole import at once, or not at all: what it brought goes, and what it changed is as it was, unless somebody changed it since.</summary>
    /// <response code="200">The import.</response>
    /// <response code="409"><c>import-unfinished</c>, <c>import-undone</c>, or <c>import-has-history</c>: a copy was lent, or somebody waits for a book; or <c>undo-in-progress</c>.</response>
    [HttpPost("{id}/undo"), Authorize(Access.Desk)]
    [Refuses("import-unfinished", "import-undone")]
    [ProducesResponseType<ImportResponse>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemResponse>(StatusCodes.Status409Conflict)]
    public Task<ImportResponse> Undo(int id, CancellationToken cancellationToken) =>
        mediator.Send(new UndoImport(id), cancellationToken);

    /// <summary>Has an import undone in the background, book by book: what somebody used since stays, and is named in the job's list of errors.</summary>
    /// <response code="202">It is taken on; <c>Location</c> is where to see how it goes.</response>
    /// <response code="409"><c>import-unfinished</c>, <c>import-undone</c>, or <c>undo-in-progress</c>.</response>
    [HttpPost("{id}/undoing"), Authorize(Access.Desk)]
    [Refuses("import-unfinished", "import-undone")]
    [ProducesResponseType<JobResponse>(StatusCodes.Status202Accepted)]
    [ProducesResponseType<ProblemResponse>(StatusCodes.Status409Conflict)]
    public async Task<ActionResult<JobResponse>> OrderUndo(int id, CancellationToken cancellationToken) => TakenOn(await mediator.Send(new OrderImportUndo(id), cancellationToken));
}
