using Lms.Api.Common;
using Lms.Application.Circulation;
using Lms.Application.Common;
using Lms.Application.Common.Paging;
using Lms.Application.Patrons;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Lms.Api.Patrons;

/// <summary>The signed-in user's own things.</summary>
[Route("me"), Authorize(Access.SignedIn)]
public sealed class MeController(IMediator mediator, ICaller caller) : LmsController
{
    /// <summary>Shows the signed-in user.</summary>
    /// <response code="200">You.</response>
    [HttpGet]
    public Task<UserResponse> Get(CancellationToken cancellationToken) =>
        mediator.Send(new GetMe(), cancellationToken);

    /// <summary>Changes how the signed-in user is reached and what they wish: to have their loans renewed, to keep a history.</summary>
    /// <response code="200">You.</response>
    [HttpPatch]
    public Task<UserResponse> Change(MergePatch<MyFields> changes, [IfMatch] IReadOnlyList<string>? ifMatch, CancellationToken cancellationToken) =>
        mediator.Send(new ChangeMe(changes, ifMatch), cancellationToken);

    /// <summary>Lists the signed-in user's loans, newest first.</summary>
    /// <response code="200">One page; the header <c>Link</c> names the next one.</response>
    [HttpGet("loans")]
    public Task<Page<LoanResponse>> ListLoans([FromQuery] LoanConditions query, CancellationToken cancellationToken) =>
        mediator.Send(new ListLoansOfUser(caller.RequiredUserId, query), cancellationToken);
}
