using Lms.Api.Common;
using Lms.Application.Patrons;
using Lms.Domain.Patrons;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Lms.Api.Patrons;

/// <summary>What staff let stand in a user's way: some actions, for a time, at one branch or at all.</summary>
[Route("users/{id}/blocks"), Authorize(Access.Desk)]
public sealed class PatronBlocksController(IMediator mediator) : LmsController
{
    /// <summary>Lists the blocks of a user, ended ones too.</summary>
    /// <response code="200">All of them.</response>
    [HttpGet]
    public Task<IReadOnlyList<PatronBlock>> List(int id, CancellationToken cancellationToken) =>
        mediator.Send(new ListPatronBlocks(id), cancellationToken);

    /// <summary>Sets a block.</summary>
    /// <response code="201">The block.</response>
    /// <response code="409"><c>patron-block-exists</c>: the user has one with this code; or <c>too-many-patron-blocks</c>.</response>
    [HttpPost]
    [ProducesResponseType<PatronBlock>(StatusCodes.Status201Created)]
    [ProducesResponseType<ProblemResponse>(StatusCodes.Status409Conflict)]
    public async Task<ActionResult<PatronBlock>> Create(int id, PatronBlockFields fields, CancellationToken cancellationToken) =>
        CreatedAtAction(nameof(List), new { id }, await mediator.Send(new SetPatronBlock(id, fields), cancellationToken));

    /// <summary>Lifts a block.</summary>
    /// <response code="204">It is gone.</response>
    /// <response code="404"><c>patron-block-not-found</c>: there is none with this code; or there is no such user.</response>
    [HttpDelete("{code}")]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    [ProducesResponseType<ProblemResponse>(StatusCodes.Status404NotFound)]
    public async Task<IActionResult> Delete(int id, string code, CancellationToken cancellationToken) =>
        Done(await mediator.Send(new LiftPatronBlock(id, code), cancellationToken));
}
