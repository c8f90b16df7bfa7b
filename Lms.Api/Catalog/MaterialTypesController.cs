using Lms.Api.Common;
using Lms.Application.Catalog;
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

    /// <summary>Introduces a material type.</summary>
    /// <response code="201">The material type.</response>
    /// <response code="409"><c>material-type-exists</c>: there is one with this code.</response>
    [HttpPost, Authorize(Access.AdminOnly)]
    [ProducesResponseType<MaterialTypeResponse>(StatusCodes.Status201Created)]
    [ProducesResponseType<ProblemResponse>(StatusCodes.Status409Conflict)]
    public async Task<ActionResult<MaterialTypeResponse>> Create(CreateMaterialType command, CancellationToken cancellationToken) =>
        CreatedAtAction(nameof(List), await mediator.Send(command, cancellationToken));
}
