using Lms.Api.Common;
using Lms.Application.Common;
using Lms.Application.Patrons;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Lms.Api.Patrons;

/// <summary>The kinds of patrons that circulation rules tell apart.</summary>
[Route("patron-categories")]
public sealed class PatronCategoriesController(IMediator mediator) : LmsController
{
    /// <summary>Lists the patron categories.</summary>
    /// <response code="200">All of them.</response>
    [HttpGet, Authorize(Access.SignedIn)]
    public Task<IReadOnlyList<PatronCategoryResponse>> List(CancellationToken cancellationToken) =>
        mediator.Send(new ListPatronCategories(), cancellationToken);

    /// <summary>Introduces a patron category.</summary>
    /// <response code="201">The patron category.</response>
    /// <response code="409"><c>patron-category-code-exists</c>: another one has this code.</response>
    [HttpPost, Authorize(Access.AdminOnly)]
    [ProducesResponseType<PatronCategoryResponse>(StatusCodes.Status201Created)]
    [ProducesResponseType<ProblemResponse>(StatusCodes.Status409Conflict)]
    public async Task<ActionResult<PatronCategoryResponse>> Create(CreatePatronCategory command, CancellationToken cancellationToken) =>
        CreatedAtAction(nameof(List), await mediator.Send(command, cancellationToken));

    /// <summary>Changes some of what is known about a patron category.</summary>
    /// <response code="200">The patron category.</response>
    [HttpPatch("{id}"), Authorize(Access.AdminOnly)]
    public Task<PatronCategoryResponse> Change(int id, MergePatch<PatronCategoryFields> changes, [IfMatch] IReadOnlyList<string>? ifMatch, CancellationToken cancellationToken) =>
        mediator.Send(new ChangePatronCategory(id, changes, ifMatch), cancellationToken);
}
