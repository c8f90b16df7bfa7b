using Lms.Api.Common;
using Lms.Application.Branches;
using Lms.Application.Common;
using Lms.Application.Common.Paging;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Lms.Api.Branches;

/// <summary>Library buildings and service points.</summary>
[Route("branches")]
public sealed class BranchesController(IMediator mediator) : LmsController
{
    /// <summary>Lists the branches, newest first.</summary>
    /// <response code="200">One page; the header <c>Link</c> names the next one.</response>
    [HttpGet, AllowAnonymous]
    public Task<Page<BranchResponse>> List([FromQuery] ListBranches query, CancellationToken cancellationToken) =>
        mediator.Send(query, cancellationToken);

    /// <summary>Shows a branch.</summary>
    /// <response code="200">The branch.</response>
    [HttpGet("{id}"), AllowAnonymous]
    public Task<BranchResponse> Get(int id, CancellationToken cancellationToken) =>
        mediator.Send(new GetBranch(id), cancellationToken);

    /// <summary>Opens a branch.</summary>
    /// <response code="201">The branch.</response>
    /// <response code="409"><c>branch-code-exists</c>: another branch has this code.</response>
    [HttpPost, Authorize(Access.AdminOnly)]
    [ProducesResponseType<BranchResponse>(StatusCodes.Status201Created)]
    [ProducesResponseType<ProblemResponse>(StatusCodes.Status409Conflict)]
    public async Task<ActionResult<BranchResponse>> Create(OpenBranch command, CancellationToken cancellationToken) =>
        Made(nameof(Get), await mediator.Send(command, cancellationToken), branch => branch.Id);

    /// <summary>Changes some of what is known about a branch.</summary>
    /// <response code="200">The branch.</response>
    /// <response code="409"><c>branch-code-exists</c>: another branch has this code.</response>
    [HttpPatch("{id}"), Authorize(Access.AdminOnly)]
    [ProducesResponseType<BranchResponse>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemResponse>(StatusCodes.Status409Conflict)]
    public Task<BranchResponse> Change(int id, MergePatch<BranchFields> changes, [IfMatch] IReadOnlyList<string>? ifMatch, CancellationToken cancellationToken) =>
        mediator.Send(new ChangeBranch(id, changes, ifMatch), cancellationToken);

    /// <summary>Closes a branch for good.</summary>
    /// <response code="204">It is gone.</response>
    /// <response code="409"><c>in-use</c>: it still has copies, users or a history.</response>
    [HttpDelete("{id}"), Authorize(Access.AdminOnly)]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    [ProducesResponseType<ProblemResponse>(StatusCodes.Status409Conflict)]
    public async Task<IActionResult> Delete(int id, [IfMatch] IReadOnlyList<string>? ifMatch, CancellationToken cancellationToken) =>
        Done(await mediator.Send(new CloseBranch(id, ifMatch), cancellationToken));
}
