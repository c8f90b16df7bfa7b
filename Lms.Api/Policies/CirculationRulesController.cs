using Lms.Api.Common;
using Lms.Application.Common;
using Lms.Application.Policies;
using Lms.Domain.Policies;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Lms.Api.Policies;

/// <summary>How long, how often, how many and how much. The most specific rule wins, in the order branch, patron category, material type; what it leaves empty comes from the next one.</summary>
[Route("circulation-rules")]
public sealed class CirculationRulesController(IMediator mediator) : LmsController
{
    /// <summary>Lists the circulation rules.</summary>
    /// <response code="200">All of them.</response>
    [HttpGet, Authorize(Access.Desk)]
    public Task<IReadOnlyList<CirculationRuleResponse>> List(CancellationToken cancellationToken) =>
        mediator.Send(new ListCirculationRules(), cancellationToken);

    /// <summary>Shows a circulation rule.</summary>
    /// <response code="200">The rule.</response>
    [HttpGet("{id}"), Authorize(Access.Desk)]
    public Task<CirculationRuleResponse> Get(int id, CancellationToken cancellationToken) =>
        mediator.Send(new GetCirculationRule(id), cancellationToken);

    /// <summary>Says which rule wins for a combination, and where each value comes from.</summary>
    /// <response code="200">The rule's id, every value that applies, and the rule that each comes from.</response>
    /// <response code="404"><c>patron-category-not-found</c>, <c>material-type-not-found</c> or <c>branch-not-found</c>.</response>
    [HttpGet("match"), Authorize(Access.Desk)]
    [ProducesResponseType<RuleMatchResponse>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemResponse>(StatusCodes.Status404NotFound)]
    public Task<RuleMatchResponse> Match([FromQuery] MatchCirculationRule query, CancellationToken cancellationToken) =>
        mediator.Send(query, cancellationToken);

    /// <summary>Says what would happen at a checkout under drafts of rules and settings, and changes nothing.</summary>
    /// <response code="200">Whether it would be allowed, when it would be due and why then, and what it would cost to be late.</response>
    /// <response code="404"><c>copy-not-found</c>, <c>book-not-found</c>, <c>user-not-found</c> or <c>branch-not-found</c>.</response>
    [HttpPost("simulate"), Authorize(Access.Desk)]
    [ProducesResponseType<SimulationResponse>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemResponse>(StatusCodes.Status404NotFound)]
    public Task<SimulationResponse> Simulate(SimulateCheckout query, CancellationToken cancellationToken) =>
        mediator.Send(query, cancellationToken);

    /// <summary>Makes a circulation rule.</summary>
    /// <response code="201">The rule.</response>
    /// <response code="409"><c>circulation-rule-exists</c>: there is one for this combination.</response>
    [HttpPost, Authorize(Access.AdminOnly)]
    [ProducesResponseType<CirculationRuleResponse>(StatusCodes.Status201Created)]
    [ProducesResponseType<ProblemResponse>(StatusCodes.Status409Conflict)]
    public async Task<ActionResult<CirculationRuleResponse>> Create(MakeCirculationRule command, CancellationToken cancellationToken) =>
        Made(nameof(Get), await mediator.Send(command, cancellationToken), rule => rule.Id);

    /// <summary>Changes some of what a circulation rule says.</summary>
    /// <response code="200">The rule.</response>
    [HttpPatch("{id}"), Authorize(Access.AdminOnly)]
    public Task<CirculationRuleResponse> Change(int id, MergePatch<RuleValues> changes, [IfMatch] IReadOnlyList<string>? ifMatch, CancellationToken cancellationToken) =>
        mediator.Send(new ChangeCirculationRule(id, changes, ifMatch), cancellationToken);

    /// <summary>Drops a circulation rule. What was lent under it keeps its terms.</summary>
    /// <response code="204">It is gone.</response>
    /// <response code="409"><c>catch-all-rule</c>: the rule that applies where no other does stays.</response>
    [HttpDelete("{id}"), Authorize(Access.AdminOnly)]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    [ProducesResponseType<ProblemResponse>(StatusCodes.Status409Conflict)]
    public async Task<IActionResult> Delete(int id, [IfMatch] IReadOnlyList<string>? ifMatch, CancellationToken cancellationToken) =>
        Done(await mediator.Send(new DropCirculationRule(id, ifMatch), cancellationToken));
}
