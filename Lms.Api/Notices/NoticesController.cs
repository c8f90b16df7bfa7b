using Lms.Api.Common;
using Lms.Application.Common;
using Lms.Application.Common.Paging;
using Lms.Application.Notices;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Lms.Api.Notices;

/// <summary>Messages to users.</summary>
[Route("notices")]
public sealed class NoticesController(IMediator mediator, ICaller caller) : LmsController
{
    /// <summary>Lists the notices to a user, newest first.</summary>
    /// <response code="200">One page; the header <c>Link</c> names the next one.</response>
    [HttpGet("/users/{id}/notices"), Authorize(Access.Desk)]
    public Task<Page<NoticeResponse>> ListOfUser(int id, [FromQuery] NoticeConditions query, CancellationToken cancellationToken) =>
        mediator.Send(new ListNotices(id, query), cancellationToken);

    /// <summary>Lists the notices to the signed-in user, newest first.</summary>
    /// <response code="200">One page; the header <c>Link</c> names the next one.</response>
    [HttpGet("/me/notices"), Authorize(Access.SignedIn)]
    public Task<Page<NoticeResponse>> ListMine([FromQuery] NoticeConditions query, CancellationToken cancellationToken) =>
        mediator.Send(new ListNotices(caller.RequiredUserId, query), cancellationToken);

    /// <summary>Sends a notice again that was sent, or after all that was given up or dropped.</summary>
    /// <response code="200">The notice; it is among those to be sent.</response>
    [HttpPost("{id}/resend"), Authorize(Access.Desk)]
    public Task<NoticeResponse> Resend(int id, CancellationToken cancellationToken) =>
        mediator.Send(new ResendNotice(id), cancellationToken);
}
