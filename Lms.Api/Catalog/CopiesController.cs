using Lms.Api.Common;
using Lms.Application.Catalog;
using Lms.Application.Circulation;
using Lms.Application.Common;
using Lms.Application.Common.Paging;
using Lms.Application.Jobs;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Lms.Api.Catalog;

/// <summary>The physical items on the shelves.</summary>
[Route("copies")]
public sealed class CopiesController(IMediator mediator) : LmsController
{
    /// <summary>Lists copies, newest first; by barcode, one.</summary>
    /// <response code="200">One page; the header <c>Link</c> names the next one.</response>
    [HttpGet, AllowAnonymous]
    public Task<Page<CopyResponse>> List([FromQuery] ListCopies query, CancellationToken cancellationToken) =>
        mediator.Send(query, cancellationToken);

    /// <summary>Shows a copy.</summary>
    /// <response code="200">The copy.</response>
    [HttpGet("{id}"), AllowAnonymous]
    public Task<CopyResponse> Get(int id, CancellationToken cancellationToken) =>
        mediator.Send(new GetCopy(id), cancellationToken);

    /// <summary>Tells a copy's past from the ledger alone, newest first; with <c>at</c>, the one state that it was in at that moment.</summary>
    /// <response code="200">One page; the header <c>Link</c> names the next one. With <c>at</c>, one state.</response>
    [HttpGet("{id}/history"), Authorize(Access.Desk)]
    public Task<Page<CopyState>> History(int id, [FromQuery] CopyPast query, CancellationToken cancellationToken) =>
        mediator.Send(new TellCopyHistory(id, query), cancellationToken);

    /// <summary>Changes some of what is known about a copy.</summary>
    /// <response code="200">The copy.</response>
    /// <response code="409"><c>barcode-exists</c>, or <c>copy-in-circulation</c>: only a checkout or a return changes that status.</response>
    [HttpPatch("{id}"), Authorize(Access.Desk)]
    [Refuses("copy-in-circulation")]
    [ProducesResponseType<CopyResponse>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemResponse>(StatusCodes.Status409Conflict)]
    public Task<CopyResponse> Change(int id, MergePatch<CopyFields> changes, [IfMatch] IReadOnlyList<string>? ifMatch, CancellationToken cancellationToken) =>
        mediator.Send(new ChangeCopy(id, changes, ifMatch), cancellationToken);

    /// <summary>Says what an edit of many copies would do, and does nothing: how many are chosen, how many would change, and the first of them before and after.</summary>
    /// <response code="200">What would happen.</response>
    [HttpPost("edits/preview"), Authorize(Access.Desk)]
    public Task<CopyEditPreview> PreviewEdit(PreviewCopyEdit query, CancellationToken cancellationToken) => mediator.Send(query, cancellationToken);

    /// <summary>Has many copies changed in the background: those whose barcodes were scanned, or whichever meet conditions.</summary>
    /// <remarks>
    /// Which copies, is fixed now. A copy that cannot be changed so, as one on loan that is to be marked missing, is named in the job's list of errors and keeps none of the others out; so is a barcode that
    /// no copy has. The whole edit can be undone.
    /// </remarks>
    /// <response code="202">It is taken on; <c>Location</c> is where to see how it goes.</response>
    [HttpPost("edits"), Authorize(Access.Desk)]
    [ProducesResponseType<JobResponse>(StatusCodes.Status202Accepted)]
    public async Task<ActionResult<JobResponse>> Edit(EditCopies command, CancellationToken cancellationToken) => TakenOn(await mediator.Send(command, cancellationToken));

    /// <summary>Takes a copy out of the database, as if it had never been.</summary>
    /// <response code="204">It is gone.</response>
    /// <response code="409"><c>copy-has-history</c>: it was lent before; withdraw it instead.</response>
    [HttpDelete("{id}"), Authorize(Access.Desk)]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    [ProducesResponseType<ProblemResponse>(StatusCodes.Status409Conflict)]
    public async Task<IActionResult> Delete(int id, [IfMatch] IReadOnlyList<string>? ifMatch, CancellationToken cancellationToken) =>
        Done(await mediator.Send(new DeleteCopy(id, ifMatch), cancellationToken));
}
