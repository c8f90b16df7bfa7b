using Lms.Api.Common;
using Lms.Application.Branches;
using Lms.Application.Common.Paging;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Lms.Api.Branches;

/// <summary>Days on which a branch is closed though its opening hours say otherwise.</summary>
[Route("branches/{id}/closures")]
public sealed class ClosuresController(IMediator mediator) : LmsController
{
    /// <summary>Lists the closures of a branch, newest first.</summary>
    /// <response code="200">One page; the header <c>Link</c> names the next one.</response>
    [HttpGet, AllowAnonymous]
    public Task<Page<ClosureResponse>> List(int id, [FromQuery] ClosureQuery query, CancellationToken cancellationToken) =>
        mediator.Send(new ListClosures(id, query), cancellationToken);

    /// <summary>Shows a closure.</summary>
    /// <response code="200">The closure.</response>
    [HttpGet("{closureId}"), AllowAnonymous]
    public Task<ClosureResponse> Get(int id, int closureId, CancellationToken cancellationToken) =>
        mediator.Send(new GetClosure(id, closureId), cancellationToken);

    /// <summary>Closes a branch for some days. With <c>moveDates</c>, what is already lent follows: no due date becomes an earlier one, and every user concerned gets a notice.</summary>
    /// <response code="201">The closure.</response>
    [HttpPost, Authorize(Access.AdminOnly)]
    [ProducesResponseType<ClosureResponse>(StatusCodes.Status201Created)]
    public async Task<ActionResult<ClosureResponse>> Announce(int id, ClosureAnnouncement announcement, CancellationToken cancellationToken)
    {
        var closure = await mediator.Send(new AnnounceClosure(id, announcement), cancellationToken);
        return CreatedAtAction(nameof(Get), new { id, closureId = closure.Id }, closure);
    }

    /// <summary>Tells what a closure would change in what is already lent, without announcing it.</summary>
    /// <response code="200">The loans and holds whose dates would move with <c>moveDates</c>, and the fines that would change.</response>
    [HttpPost("preview"), Authorize(Access.AdminOnly)]
    public Task<CalendarChangeResponse> Preview(int id, ClosureFields closure, CancellationToken cancellationToken) =>
        mediator.Send(new PreviewClosure(id, closure), cancellationToken);

    /// <summary>Tells what it would change in what is already lent to lift a closure, without lifting it.</summary>
    /// <response code="200">The loans and holds whose dates would move with <c>moveDates</c>, and the fines that would change.</response>
    [HttpGet("{closureId}/lifting"), Authorize(Access.AdminOnly)]
    public Task<CalendarChangeResponse> PreviewLifting(int id, int closureId, CancellationToken cancellationToken) =>
        mediator.Send(new PreviewLifting(id, closureId), cancellationToken);

    /// <summary>Lifts a closure. With <c>moveDates</c>, what is already lent follows: nothing becomes due earlier than was promised at checkout, and every user concerned gets a notice.</summary>
    /// <param name="id">The branch.</param>
    /// <param name="closureId">The closure.</param>
    /// <param name="moveDates">Whether what is already lent follows.</param>
    /// <param name="ifMatch">The versions that the caller accepts.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <response code="204">It is gone.</response>
    [HttpDelete("{closureId}"), Authorize(Access.AdminOnly)]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    public async Task<IActionResult> Lift(int id, int closureId, [FromQuery] bool moveDates, [IfMatch] IReadOnlyList<string>? ifMatch, CancellationToken cancellationToken) =>
        Done(await mediator.Send(new LiftClosure(id, closureId, moveDates, ifMatch), cancellationToken));
}
