using Lms.Api.Common;
using Lms.Application.Policies;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Lms.Api.Policies;

/// <summary>How long, how often and how many.</summary>
[Route("circulation-rules")]
public sealed class CirculationRulesController(IMediator mediator) : LmsController
{
    /// <summary>Lists the circulation rules.</summary>
    /// <response code="200">All of them.</response>
    [HttpGet, Authorize(Access.Desk)]
    public Task<IReadOnlyList<CirculationRuleResponse>> List(CancellationToken cancellationToken) =>
        mediator.Send(new ListCirculationRules(), cancellationToken);
}
