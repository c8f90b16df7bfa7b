using Lms.Api.Common;
using Lms.Application.Circulation;
using Lms.Application.Common;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Lms.Api.Circulation;

/// <summary>What is done with all of a user's loans at once, and what was done with the user in one visit.</summary>
[Route("")]
public sealed class LoansOfUserController(IMediator mediator, ICaller caller) : LmsController
{
    /// <summary>Extends all open loans of a user, the one that is due first first; each in a transaction of its own.</summary>
    /// <response code="200">What became of each.</response>
    [HttpPost("users/{id}/loans/renew"), Authorize(Access.Desk)]
    public Task<IReadOnlyList<BatchedLoan>> RenewAll(int id, CancellationToken cancellationToken) =>
        mediator.Send(new RenewLoansOfUser(id), cancellationToken);

    /// <summary>Extends all open loans of the signed-in user, the one that is due first first; each in a transaction of its own.</summary>
    /// <response code="200">What became of each.</response>
    [HttpPost("me/loans/renew"), Authorize(Access.SignedIn)]
    public Task<IReadOnlyList<BatchedLoan>> RenewMine(CancellationToken cancellationToken) =>
        mediator.Send(new RenewLoansOfUser(caller.RequiredUserId), cancellationToken);

    /// <summary>Writes one receipt for a visit: everything done with a user since it began. The body may be left out.</summary>
    /// <response code="200">The receipt; with <c>send</c> it is on its way to the user as well.</response>
    [HttpPost("users/{id}/receipt"), Authorize(Access.Desk)]
    public Task<VisitReceipt> PrintReceipt(int id, [FromBody] ReceiptRequest? request, CancellationToken cancellationToken) =>
        mediator.Send(new PrintReceipt(id, request?.From, request?.Send ?? false), cancellationToken);
}
