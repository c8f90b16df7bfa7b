using Lms.Api.Common;
using Lms.Application.Common;
using Lms.Application.Common.Paging;
using Lms.Application.Holds;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Lms.Api.Holds;

/// <summary>Who waits for what.</summary>
[Route("holds")]
public sealed class HoldsController(IMediator mediator) : LmsController
{
    /// <summary>Lists holds, newest first; a member sees their own.</summary>
    /// <response code="200">One page; the header <c>Link</c> names the next one.</response>
    [HttpGet, Authorize(Access.SignedIn)]
    public Task<Page<HoldResponse>> List([FromQuery] ListHolds query, CancellationToken cancellationToken) =>
        mediator.Send(query, cancellationToken);

    /// <summary>Shows a hold; a member sees their own.</summary>
    /// <response code="200">The hold.</response>
    [HttpGet("{id}"), Authorize(Access.SignedIn)]
    public Task<HoldResponse> Get(int id, CancellationToken cancellationToken) =>
        mediator.Send(new GetHold(id), cancellationToken);

    /// <summary>Takes a place in the queue for a book, or for one copy of it. Members wait for themselves.</summary>
    /// <response code="201">The hold. Where a copy stands on a shelf, it goes on the pick list.</response>
    /// <response code="404"><c>book-not-found</c>, <c>copy-not-found</c>, <c>user-not-found</c> or <c>branch-not-found</c>.</response>
    /// <response code="409">It is refused; <c>blocks</c> lists every reason and who may override it.</response>
    [HttpPost, Authorize(Access.SignedIn)]
    [Refuses("already-on-hold", "already-yours", "no-copy-can-fill", "not-holdable", "hold-limit", "copy-available", "too-young", "user-blocked",
        "card-expired", "debt-limit", "proxy-blocked", "proxy-card-expired", "proxy-expired", "proxy-not-appointed")]
    [ProducesResponseType<HoldResponse>(StatusCodes.Status201Created)]
    [ProducesResponseType<ProblemResponse>(StatusCodes.Status404NotFound)]
    [ProducesResponseType<ProblemResponse>(StatusCodes.Status409Conflict)]
    public async Task<ActionResult<HoldResponse>> Place(PlaceHold command, CancellationToken cancellationToken) =>
        Made(nameof(Get), await mediator.Send(command, cancellationToken), hold => hold.Id);

    /// <summary>Says whether a hold may be placed, without doing it.</summary>
    /// <response code="200">The answer, in the same words as doing it would give.</response>
    /// <response code="404"><c>book-not-found</c>, <c>copy-not-found</c>, <c>user-not-found</c> or <c>branch-not-found</c>.</response>
    [HttpPost("evaluate"), Authorize(Access.SignedIn)]
    [ProducesResponseType<HoldEvaluation>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemResponse>(StatusCodes.Status404NotFound)]
    public Task<HoldEvaluation> Evaluate(EvaluateHold query, CancellationToken cancellationToken) =>
        mediator.Send(query, cancellationToken);

    /// <summary>Changes where and until when a hold is kept; members change their own.</summary>
    /// <response code="200">The hold.</response>
    /// <response code="409"><c>refused</c>, with the block <c>on-hold-shelf</c>: it waits at its pickup branch already; or <c>hold-ended</c>, <c>hold-not-ready</c>.</response>
    /// <response code="404"><c>branch-not-found</c>: there is no such pickup branch; or there is no such hold.</response>
    [HttpPatch("{id}"), Authorize(Access.SignedIn)]
    [Refuses("on-hold-shelf")]
    [ProducesResponseType<HoldResponse>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemResponse>(StatusCodes.Status409Conflict)]
    [ProducesResponseType<ProblemResponse>(StatusCodes.Status404NotFound)]
    public Task<HoldResponse> Change(int id, MergePatch<HoldFields> changes, [IfMatch] IReadOnlyList<string>? ifMatch, CancellationToken cancellationToken) =>
        mediator.Send(new ChangeHold(id, changes, ifMatch), cancellationToken);

    /// <summary>Gives up a hold; members give up their own. What was put aside for it goes on to who is next.</summary>
    /// <response code="204">It is cancelled.</response>
    /// <response code="409"><c>hold-ended</c>: it was over already.</response>
    [HttpDelete("{id}"), Authorize(Access.SignedIn)]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    [ProducesResponseType<ProblemResponse>(StatusCodes.Status409Conflict)]
    public async Task<IActionResult> Cancel(int id, [IfMatch] IReadOnlyList<string>? ifMatch, CancellationToken cancellationToken) =>
        Done(await mediator.Send(new CancelHold(id, ifMatch), cancellationToken));

    /// <summary>Passes over a waiting hold for a while; it keeps its place. The body may be left out.</summary>
    /// <response code="200">The hold.</response>
    /// <response code="409"><c>hold-filled</c>: a copy was found for it already; or <c>hold-ended</c>.</response>
    [HttpPost("{id}/suspend"), Authorize(Access.SignedIn)]
    [ProducesResponseType<HoldResponse>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemResponse>(StatusCodes.Status409Conflict)]
    public Task<HoldResponse> Suspend(int id, [FromBody] Suspension? suspension, CancellationToken cancellationToken) =>
        mediator.Send(new SuspendHold(id, suspension?.Until), cancellationToken);

    /// <summary>Serves a suspended hold again.</summary>
    /// <response code="200">The hold.</response>
    [HttpPost("{id}/resume"), Authorize(Access.SignedIn)]
    public Task<HoldResponse> Resume(int id, CancellationToken cancellationToken) =>
        mediator.Send(new ResumeHold(id), cancellationToken);

    /// <summary>Gives a waiting hold another place in its queue.</summary>
    /// <response code="200">The hold.</response>
    /// <response code="409"><c>hold-filled</c>: a copy was found for it already; or <c>hold-ended</c>.</response>
    [HttpPost("{id}/move"), Authorize(Access.Desk)]
    [ProducesResponseType<HoldResponse>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemResponse>(StatusCodes.Status409Conflict)]
    public Task<HoldResponse> Move(int id, NewPlace place, CancellationToken cancellationToken) =>
        mediator.Send(new MoveHold(id, place.Position), cancellationToken);

    /// <summary>Lists what to fetch from the shelves of a branch for whom, in shelf order.</summary>
    /// <response code="200">The whole list.</response>
    /// <response code="404"><c>branch-not-found</c>.</response>
    [HttpGet("pick-list"), Authorize(Access.Desk)]
    [ProducesResponseType<IReadOnlyList<PickListEntry>>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemResponse>(StatusCodes.Status404NotFound)]
    public Task<IReadOnlyList<PickListEntry>> ListPicks([FromQuery] GetPickList query, CancellationToken cancellationToken) =>
        mediator.Send(query, cancellationToken);

    /// <summary>Takes a copy from its shelf for a waiting hold.</summary>
    /// <response code="200">The hold, and what to do with the copy.</response>
    /// <response code="409">It is refused; <c>blocks</c> lists every reason. Or <c>hold-filled</c>: a copy was found for it already; or <c>hold-ended</c>.</response>
    /// <response code="404"><c>copy-not-found</c>: no copy has this barcode; or there is no such hold.</response>
    [HttpPost("{id}/pick"), Authorize(Access.Desk)]
    [Refuses("cannot-fill", "copy-not-available", "needed-for-holds")]
    [ProducesResponseType<PickReceipt>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemResponse>(StatusCodes.Status409Conflict)]
    [ProducesResponseType<ProblemResponse>(StatusCodes.Status404NotFound)]
    public Task<PickReceipt> Pick(int id, PickedCopy picked, CancellationToken cancellationToken) =>
        mediator.Send(new PickCopy(id, picked.CopyBarcode), cancellationToken);

    /// <summary>Lists ended holds whose copies are still to be taken from the hold shelf.</summary>
    /// <response code="200">One page; the header <c>Link</c> names the next one.</response>
    [HttpGet("to-clear"), Authorize(Access.Desk)]
    public Task<Page<HoldToClear>> ListToClear([FromQuery] ListHoldsToClear query, CancellationToken cancellationToken) =>
        mediator.Send(query, cancellationToken);

    /// <summary>Notes that the copy of an ended hold was taken from its place on the hold shelf.</summary>
    /// <response code="200">The hold.</response>
    /// <response code="409"><c>nothing-to-clear</c>: no copy of it lies there.</response>
    [HttpPost("{id}/clear"), Authorize(Access.Desk)]
    [ProducesResponseType<HoldResponse>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemResponse>(StatusCodes.Status409Conflict)]
    public Task<HoldResponse> Clear(int id, CancellationToken cancellationToken) =>
        mediator.Send(new ClearHold(id), cancellationToken);
}

/// <summary>For how long a hold is passed over.</summary>
/// <param name="Until">The first day on which it is served again, in the pickup branch's calendar; after today. Null until it is resumed.</param>
[CheckedAs(typeof(SuspendHold))]
public sealed record Suspension(DateOnly? Until);

/// <summary>A place in a queue.</summary>
/// <param name="Position">From 1; beyond the last is the last.</param>
[CheckedAs(typeof(MoveHold))]
public sealed record NewPlace(int Position);

/// <summary>A copy that was fetched from its shelf.</summary>
/// <param name="CopyBarcode">What the scanner read.</param>
[CheckedAs(typeof(PickCopy))]
public sealed record PickedCopy(string CopyBarcode);
