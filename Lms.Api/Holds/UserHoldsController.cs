using Lms.Api.Common;
using Lms.Application.Common.Paging;
using Lms.Application.Holds;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Lms.Api.Holds;

/// <summary>What a user waits for.</summary>
[Route("users/{id}/holds")]
public sealed class UserHoldsController(IMediator mediator) : LmsController
{
    /// <summary>Lists the holds of a user, newest first.</summary>
    /// <response code="200">One page; the header <c>Link</c> names the next one.</response>
    [HttpGet, Authorize(Access.Desk)]
    public Task<Page<HoldResponse>> List(int id, [FromQuery] HoldConditions query, CancellationToken cancellationToken) =>
        mediator.Send(new ListHoldsOfUser(id, query), cancellationToken);
}
