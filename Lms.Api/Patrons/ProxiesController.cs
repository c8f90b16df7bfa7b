using Lms.Api.Common;
using Lms.Application.Patrons;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Lms.Api.Patrons;

/// <summary>Who may act for a user: they borrow and place holds, and it stands on the user.</summary>
[Route("users/{id}/proxies"), Authorize(Access.Desk)]
public sealed class ProxiesController(IMediator mediator) : LmsController
{
    /// <summary>Lists who may act for a user, expired appointments too.</summary>
    /// <response code="200">All of them.</response>
    [HttpGet]
    public Task<IReadOnlyList<ProxyResponse>> List(int id, CancellationToken cancellationToken) =>
        mediator.Send(new ListProxies(id), cancellationToken);

    /// <summary>Lets somebody act for a user, or changes until when. The body may be left out.</summary>
    /// <response code="200">The appointment.</response>
    [HttpPut("{proxyId}")]
    public Task<ProxyResponse> Appoint(int id, int proxyId, [FromBody] ProxyFields? fields, CancellationToken cancellationToken) =>
        mediator.Send(new AppointProxy(id, proxyId, fields?.ExpiresOn), cancellationToken);

    /// <summary>Lets somebody act for a user no longer.</summary>
    /// <response code="204">They are dismissed.</response>
    [HttpDelete("{proxyId}")]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    public async Task<IActionResult> Dismiss(int id, int proxyId, CancellationToken cancellationToken) =>
        Done(await mediator.Send(new DismissProxy(id, proxyId), cancellationToken));
}

/// <summary>Until when somebody may act for a user.</summary>
/// <param name="ExpiresOn">The last day, inclusive; null until they are dismissed.</param>
public sealed record ProxyFields(DateOnly? ExpiresOn);
