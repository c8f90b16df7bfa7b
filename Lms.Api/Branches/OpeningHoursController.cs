using Lms.Api.Common;
using Lms.Application.Branches;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Lms.Api.Branches;

/// <summary>When a branch is open in an ordinary week, on its own clock.</summary>
[Route("branches/{id}/opening-hours")]
public sealed class OpeningHoursController(IMediator mediator) : LmsController
{
    /// <summary>Shows the opening hours of a branch, from Monday on.</summary>
    /// <response code="200">The periods of the week; none at all means open all day, every day.</response>
    [HttpGet, AllowAnonymous]
    public Task<IReadOnlyList<OpeningPeriodResponse>> Get(int id, CancellationToken cancellationToken) =>
        mediator.Send(new GetOpeningHours(id), cancellationToken);

    /// <summary>Sets the opening hours of a branch: the whole week. The hours are part of the branch, so that <c>If-Match</c> takes the ETag of the branch.</summary>
    /// <response code="200">The periods of the week.</response>
    [HttpPut, Authorize(Access.AdminOnly)]
    public Task<IReadOnlyList<OpeningPeriodResponse>> Set(int id, IReadOnlyList<OpeningPeriodFields> periods, [IfMatch] IReadOnlyList<string>? ifMatch, CancellationToken cancellationToken) =>
        mediator.Send(new SetOpeningHours(id, periods, ifMatch), cancellationToken);
}
