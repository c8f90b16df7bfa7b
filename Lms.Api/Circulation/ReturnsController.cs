using Lms.Api.Common;
using Lms.Application.Circulation;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Lms.Api.Circulation;

/// <summary>Copies that come back.</summary>
[Route("returns")]
public sealed class ReturnsController(IMediator mediator) : LmsController
{
    /// <summary>Takes a copy back; the desk need not know the loan.</summary>
    /// <response code="200">What became of it, and what to do with the copy.</response>
    /// <response code="404"><c>copy-not-found</c> or <c>branch-not-found</c>.</response>
    [HttpPost, Authorize(Access.Desk)]
    [ProducesResponseType<ReturnReceipt>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemResponse>(StatusCodes.Status404NotFound)]
    public Task<ReturnReceipt> Return(ReturnCopy command, CancellationToken cancellationToken) =>
        mediator.Send(command, cancellationToken);

    /// <summary>Takes a stack of copies back: at most 100, each in a transaction of its own.</summary>
    /// <response code="200">What became of each, in the order of the stack.</response>
    [HttpPost("batch"), Authorize(Access.Desk)]
    public Task<IReadOnlyList<BatchedReturn>> ReturnStack(ReturnStack command, CancellationToken cancellationToken) =>
        mediator.Send(command, cancellationToken);
}
