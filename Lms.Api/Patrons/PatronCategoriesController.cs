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

    /// <summary>Shows a patron category.</summary>
    /// <response code="200">The patron category.</response>
    [HttpGet("{id}"), Authorize(Access.SignedIn)]
    public Task<PatronCategoryResponse> Get(int id, CancellationToken cancellationToken) =>
        mediator.Send(new GetPatronCategory(id), cancellationToken);

    /// <summary>Introduces a patron category.</summary>
    /// <response code="201">The patron category.</response>
    /// <response code="409"><c>patron-category-code-exists</c>: another one has this code.</response>
    [HttpPost, Authorize(Access.AdminOnly)]
    [ProducesResponseType<PatronCategoryResponse>(StatusCodes.Status201Created)]
    [ProducesResponseType<ProblemResponse>(StatusCodes.Status409Conflict)]
    public async Task<ActionResult<PatronCategoryResponse>> Create(CreatePatronCategory command, CancellationToken cancellationToken) =>
        Made(nameof(Get), await mediator.Send(command, cancellationToken), category => category.Id);

    /// <summary>Changes some of what is known about a patron category.</summary>
    /// <response code="200">The patron category.</response>
    /// <response code="409"><c>patron-category-code-exists</c>: another one has this code.</response>
    [HttpPatch("{id}"), Authorize(Access.AdminOnly)]
    [ProducesResponseType<PatronCategoryResponse>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemResponse>(StatusCodes.Status409Conflict)]
    public Task<PatronCategoryResponse> Change(int id, MergePatch<PatronCategoryFields> changes, [IfMatch] IReadOnlyList<string>? ifMatch, CancellationToken cancellationToken) =>
        mediator.Send(new ChangePatronCategory(id, changes, ifMatch), cancellationToken);

    /// <summary>Gives up a patron category.</summary>
    /// <response code="204">It is gone.</response>
    /// <response code="409"><c>in-use</c>: users, circulation rules or loans, present or past, have it; <c>default-patron-category</c>: new users get it.</response>
    [HttpDelete("{id}"), Authorize(Access.AdminOnly)]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    [ProducesResponseType<ProblemResponse>(StatusCodes.Status409Conflict)]
    public async Task<IActionResult> Delete(int id, [IfMatch] IReadOnlyList<string>? ifMatch, CancellationToken cancellationToken) =>
        Done(await mediator.Send(new DropPatronCategory(id, ifMatch), cancellationToken));
}
