using Lms.Api.Common;
using Lms.Application.Common;
using Lms.Application.Common.Paging;
using Lms.Application.Holds;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Lms.Api.Holds;

/// <summary>What the signed-in user waits for.</summary>
[Route("me/holds")]
public sealed class MyHoldsController(IMediator mediator, ICaller caller) : LmsController
{
    /// <summary>Lists the signed-in user's holds, newest first.</summary>
    /// <response code="200">One page; the header <c>Link</c> names the next one.</response>
    [HttpGet, Authorize(Access.SignedIn)]
    public Task<Page<HoldResponse>> List([FromQuery] HoldConditions query, CancellationToken cancellationToken) =>
        mediator.Send(new ListHoldsOfUser(caller.RequiredUserId, query), cancellationToken);
}
