using Lms.Api.Common;
using Lms.Application.Circulation;
using Lms.Application.Common;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Lms.Api.Circulation;

/// <summary>Copies that do not come back.</summary>
[Route("loans/{id}"), Authorize(Access.Desk)]
public sealed class LossesController(IMediator mediator) : LmsController
{
    /// <summary>Gives a copy up as lost: its borrower is charged for it, with the fine that has run up. The body may be left out.</summary>
    /// <response code="200">The loan.</response>
    /// <response code="409">It is refused: <c>copy-lost</c> or <c>loan-closed</c>.</response>
    [HttpPost("declare-lost")]
    [Refuses("copy-lost", "loan-closed")]
    [ProducesResponseType<LoanResponse>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemResponse>(StatusCodes.Status409Conflict)]
    public Task<LoanResponse> DeclareLost(int id, [FromBody] LossRequest? request, CancellationToken cancellationToken) =>
        mediator.Send(new DeclareLost(id, request?.Note), cancellationToken);

    /// <summary>Notes that the borrower says the copy was returned, though it is not to be found: the fine stops, and the claim is counted. The body may be left out.</summary>
    /// <response code="200">The loan.</response>
    /// <response code="409">It is refused: <c>copy-claimed-returned</c>, <c>copy-lost</c> or <c>loan-closed</c>.</response>
    [HttpPost("claim-returned")]
    [Refuses("copy-claimed-returned", "copy-lost", "loan-closed")]
    [ProducesResponseType<LoanResponse>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemResponse>(StatusCodes.Status409Conflict)]
    public Task<LoanResponse> ClaimReturned(int id, [FromBody] LossRequest? request, CancellationToken cancellationToken) =>
        mediator.Send(new ClaimReturned(id, request?.Note), cancellationToken);
}

/// <summary>More about a copy that does not come back.</summary>
/// <param name="Note">What is said about it, at most 1000 characters; null for nothing.</param>
[CheckedAs(typeof(DeclareLost))]
public sealed record LossRequest(string? Note);
