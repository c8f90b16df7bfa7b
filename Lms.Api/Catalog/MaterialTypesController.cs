using Lms.Api.Common;
using Lms.Application.Catalog;
using Lms.Application.Common;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Lms.Api.Catalog;

/// <summary>The kinds of things that the library lends.</summary>
[Route("material-types")]
public sealed class MaterialTypesController(IMediator mediator) : LmsController
{
    /// <summary>Lists the material types, by code.</summary>
    /// <response code="200">All of them.</response>
    [HttpGet, AllowAnonymous]
    public Task<IReadOnlyList<MaterialTypeResponse>> List(CancellationToken cancellationToken) =>
        mediator.Send(new ListMaterialTypes(), cancellationToken);

    /// <summary>Shows a material type.</summary>
    /// <response code="200">The material type.</response>
    /// <response code="404"><c>material-type-not-found</c>.</response>
    [HttpGet("{code}"), AllowAnonymous]
    [ProducesResponseType<MaterialTypeResponse>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemResponse>(StatusCodes.Status404NotFound)]
    public Task<MaterialTypeResponse> Get(string code, CancellationToken cancellationToken) =>
        mediator.Send(new GetMaterialType(code), cancellationToken);

    /// <summary>Introduces a material type.</summary>
    /// <response code="201">The material type.</response>
    /// <response code="409"><c>material-type-exists</c>: there is one with this code.</response>
    [HttpPost, Authorize(Access.AdminOnly)]
    [ProducesResponseType<MaterialTypeResponse>(StatusCodes.Status201Created)]
    [ProducesResponseType<ProblemResponse>(StatusCodes.Status409Conflict)]
    public async Task<ActionResult<MaterialTypeResponse>> Create(CreateMaterialType command, CancellationToken cancellationToken)
    {
        var type = await mediator.Send(command, cancellationToken);
        return CreatedAtAction(nameof(Get), new { code = type.Code }, type);
    }

    /// <summary>Renames a material type; its code stays.</summary>
    /// <response code="200">The material type.</response>
    /// <response code="404"><c>material-type-not-found</c>.</response>
    [HttpPatch("{code}"), Authorize(Access.AdminOnly)]
    [ProducesResponseType<MaterialTypeResponse>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemResponse>(StatusCodes.Status404NotFound)]
    public Task<MaterialTypeResponse> Change(string code, MergePatch<MaterialTypeFields> changes, [IfMatch] IReadOnlyList<string>? ifMatch, CancellationToken cancellationToken) =>
        mediator.Send(new ChangeMaterialType(code, changes, ifMatch), cancellationToken);

    /// <summary>Gives up a material type.</summary>
    /// <response code="204">It is gone.</response>
    /// <response code="404"><c>material-type-not-found</c>.</response>
    /// <response code="409"><c>in-use</c>: books, copies or circulation rules have it; <c>default-material-type</c>: it is that of whatever names none.</response>
    [HttpDelete("{code}"), Authorize(Access.AdminOnly)]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    [ProducesResponseType<ProblemResponse>(StatusCodes.Status404NotFound)]
    [ProducesResponseType<ProblemResponse>(StatusCodes.Status409Conflict)]
    public async Task<IActionResult> Delete(string code, [IfMatch] IReadOnlyList<string>? ifMatch, CancellationToken cancellationToken) =>
        Done(await mediator.Send(new DropMaterialType(code, ifMatch), cancellationToken));
}
