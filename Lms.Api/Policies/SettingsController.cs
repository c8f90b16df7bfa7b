using Lms.Api.Common;
using Lms.Application.Common;
using Lms.Application.Policies;
using Lms.Domain.Policies;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Lms.Api.Policies;

/// <summary>What holds for the whole library.</summary>
[Route("settings")]
public sealed class SettingsController(IMediator mediator) : LmsController
{
    /// <summary>Shows the library's settings.</summary>
    /// <response code="200">The settings.</response>
    [HttpGet, Authorize(Access.Desk)]
    public Task<SettingsResponse> Get(CancellationToken cancellationToken) =>
        mediator.Send(new GetSettings(), cancellationToken);

    /// <summary>Changes some of the library's settings. They hold from the next request on, in every process.</summary>
    /// <response code="200">The settings.</response>
    [HttpPatch, Authorize(Access.AdminOnly)]
    public Task<SettingsResponse> Change(MergePatch<Settings> changes, [IfMatch] IReadOnlyList<string>? ifMatch, CancellationToken cancellationToken) =>
        mediator.Send(new ChangeSettings(changes, ifMatch), cancellationToken);
}
