using Lms.Api.Catalog;
using Lms.Api.Common;
using Lms.Application.Common.Paging;
using Lms.Application.Jobs;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Lms.Api.Jobs;

/// <summary>Work that takes longer than a request: exports, edits and merges of many books, and undoing.</summary>
[Route("jobs")]
public sealed class JobsController(IMediator mediator, WorkProgress progress) : LmsController
{
    /// <summary>Lists jobs, newest first.</summary>
    /// <response code="200">One page; the header <c>Link</c> names the next one.</response>
    [HttpGet, Authorize(Access.Desk)]
    public Task<Page<JobResponse>> List([FromQuery] ListJobs query, CancellationToken cancellationToken) =>
        mediator.Send(query, cancellationToken);

    /// <summary>Shows how a job stands.</summary>
    /// <response code="200">The job.</response>
    [HttpGet("{id}"), Authorize(Access.Desk)]
    public Task<JobResponse> Get(int id, CancellationToken cancellationToken) =>
        mediator.Send(new GetJob(id), cancellationToken);

    /// <summary>Lists what a job could not do, in its order, each with the reason.</summary>
    /// <response code="200">One page; the header <c>Link</c> names the next one.</response>
    [HttpGet("{id}/errors"), Authorize(Access.Desk)]
    public Task<Page<JobErrorResponse>> ListErrors(int id, [FromQuery] ListJobErrors query, CancellationToken cancellationToken) =>
        mediator.Send(new ListErrorsOfJob(id, query), cancellationToken);

    /// <summary>Follows a job as server-sent events: <c>progress</c> whenever it gets further, <c>finished</c> at its end. Each carries the job.</summary>
    /// <response code="200">The events; the stream ends with the job.</response>
    [HttpGet("{id}/events"), Authorize(Access.Desk)]
    [Events<JobResponse>(Last = "finished")]
    public async Task<IResult> Watch(int id, CancellationToken cancellationToken) =>
        TypedResults.ServerSentEvents(progress.WatchAsync(await mediator.Send(new GetJob(id), cancellationToken), new GetJob(id), cancellationToken));

    /// <summary>Fetches the file that an export wrote. A part of it can be asked for (<c>Range</c>), as to go on with a download that broke off.</summary>
    /// <response code="200">The file.</response>
    /// <response code="206">The part of the file.</response>
    /// <response code="404"><c>job-not-found</c>, or <c>job-file-not-found</c>: it writes no file, or did not come to its end.</response>
    /// <response code="409"><c>job-file-unfinished</c>: it is being written.</response>
    /// <response code="410"><c>job-file-gone</c>: it is kept no longer.</response>
    /// <response code="416">The file has no such part.</response>
    [HttpGet("{id}/file"), Authorize(Access.Desk)]
    [Produces(BookOutput.Marc, BookOutput.MarcXml, BookOutput.Csv, BookOutput.Ndjson, BookOutput.Bibtex, BookOutput.Ris, BookOutput.Csl, BookOutput.JsonLd)]
    [ProducesResponseType<FileResult>(StatusCodes.Status200OK)]
    [ProducesResponseType<FileResult>(StatusCodes.Status206PartialContent)]
    [ProducesResponseType<ProblemResponse>(StatusCodes.Status404NotFound)]
    [ProducesResponseType<ProblemResponse>(StatusCodes.Status409Conflict)]
    [ProducesResponseType<ProblemResponse>(StatusCodes.Status410Gone)]
    [ProducesResponseType<ProblemResponse>(StatusCodes.Status416RangeNotSatisfiable)]
    public async Task<FileStreamResult> FetchFile(int id, CancellationToken cancellationToken)
    {
        var file = await mediator.Send(new FetchJobFile(id), cancellationToken);
        return new FileInParts(file.Content, file.MediaType, file.FileName);
    }

    /// <summary>Stops a job. What was done stays; a file that was not finished goes.</summary>
    /// <response code="200">The job.</response>
    /// <response code="409"><c>job-finished</c>: there is nothing to stop.</response>
    [HttpPost("{id}/cancel"), Authorize(Access.Desk)]
    [Refuses("job-finished")]
    [ProducesResponseType<JobResponse>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemResponse>(StatusCodes.Status409Conflict)]
    public Task<JobResponse> Cancel(int id, CancellationToken cancellationToken) =>
        mediator.Send(new CancelJob(id), cancellationToken);

    /// <summary>Has an edit undone in the background: the books are as they were before, unless somebody changed them since. Those are named in the list of errors.</summary>
    /// <response code="202">It is taken on; <c>Location</c> is where to see how it goes.</response>
    /// <response code="409"><c>job-unfinished</c>, <c>job-undone</c>, <c>job-not-undoable</c>, or <c>undo-in-progress</c>.</response>
    [HttpPost("{id}/undo"), Authorize(Access.Desk)]
    [Refuses("job-unfinished", "job-undone", "job-not-undoable")]
    [ProducesResponseType<JobResponse>(StatusCodes.Status202Accepted)]
    [ProducesResponseType<ProblemResponse>(StatusCodes.Status409Conflict)]
    public async Task<ActionResult<JobResponse>> Undo(int id, CancellationToken cancellationToken) => TakenOn(await mediator.Send(new UndoJob(id), cancellationToken));
}
