using Lms.Api.Common;
using Lms.Application.Accounts;
using Lms.Application.Common;
using Lms.Application.Common.Paging;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Lms.Api.Accounts;

/// <summary>What the signed-in user owes.</summary>
[Route("me/account"), Authorize(Access.SignedIn)]
public sealed class MyAccountController(IMediator mediator, ICaller caller) : LmsController
{
    /// <summary>Shows what the signed-in user owes, with the fines that run.</summary>
    /// <response code="200">Your account.</response>
    [HttpGet]
    public Task<AccountResponse> Get(CancellationToken cancellationToken) =>
        mediator.Send(new GetAccount(caller.RequiredUserId), cancellationToken);

    /// <summary>Lists all entries of the signed-in user's account, newest first.</summary>
    /// <response code="200">One page; the header <c>Link</c> names the next one.</response>
    [HttpGet("entries")]
    public Task<Page<AccountEntryResponse>> ListEntries([FromQuery] AccountEntryConditions query, CancellationToken cancellationToken) =>
        mediator.Send(new ListAccountEntries(caller.RequiredUserId, query), cancellationToken);
}
