using Lms.Api.Common;
using Lms.Application.Circulation;
using Lms.Application.Common;
using Lms.Application.Common.Paging;
using Lms.Application.Patrons;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Lms.Api.Patrons;

/// <summary>People with an account. A librarian looks after members; an administrator after everybody.</summary>
[Route("users")]
public sealed class UsersController(IMediator mediator) : LmsController
{
    /// <summary>Lists users, newest first.</summary>
    /// <response code="200">One page; the header <c>Link</c> names the next one.</response>
    [HttpGet, Authorize(Access.Desk)]
    public Task<Page<UserResponse>> List([FromQuery] ListUsers query, CancellationToken cancellationToken) =>
        mediator.Send(query, cancellationToken);

    /// <summary>Shows a user.</summary>
    /// <response code="200">The user.</response>
    [HttpGet("{id}"), Authorize(Access.Desk)]
    public Task<UserResponse> Get(int id, CancellationToken cancellationToken) =>
        mediator.Send(new GetUser(id), cancellationToken);

    /// <summary>Gives somebody an account and a card.</summary>
    /// <response code="201">The user.</response>
    /// <response code="409"><c>username-exists</c> or <c>card-number-exists</c>.</response>
    [HttpPost, Authorize(Access.Desk)]
    [ProducesResponseType<UserResponse>(StatusCodes.Status201Created)]
    [ProducesResponseType<ProblemResponse>(StatusCodes.Status409Conflict)]
    public async Task<ActionResult<UserResponse>> Create(EnrolUser command, CancellationToken cancellationToken) =>
        Made(nameof(Get), await mediator.Send(command, cancellationToken), user => user.Id);

    /// <summary>Changes some of what is known about a user.</summary>
    /// <response code="200">The user.</response>
    /// <response code="409"><c>username-exists</c>, <c>card-number-exists</c>, or <c>last-admin</c>: nobody would be administrator.</response>
    [HttpPatch("{id}"), Authorize(Access.Desk)]
    [ProducesResponseType<UserResponse>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemResponse>(StatusCodes.Status409Conflict)]
    public Task<UserResponse> Change(int id, MergePatch<UserFields> changes, [IfMatch] IReadOnlyList<string>? ifMatch, CancellationToken cancellationToken) =>
        mediator.Send(new ChangeUser(id, changes, ifMatch), cancellationToken);

    /// <summary>Deletes a user; their past loans and ledger rows stay, without them.</summary>
    /// <response code="204">The user is gone.</response>
    /// <response code="409"><c>user-has-loans</c>, <c>user-has-holds</c>, <c>user-has-debts</c>, <c>user-has-credit</c> or <c>user-guarantees</c>: something is still to be settled; or <c>last-admin</c>.</response>
    [HttpDelete("{id}"), Authorize(Access.Desk)]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    [ProducesResponseType<ProblemResponse>(StatusCodes.Status409Conflict)]
    public async Task<IActionResult> Delete(int id, [IfMatch] IReadOnlyList<string>? ifMatch, CancellationToken cancellationToken) =>
        Done(await mediator.Send(new DeleteUser(id, ifMatch), cancellationToken));

    /// <summary>Lists the loans of a user, newest first.</summary>
    /// <response code="200">One page; the header <c>Link</c> names the next one.</response>
    [HttpGet("{id}/loans"), Authorize(Access.Desk)]
    public Task<Page<LoanResponse>> ListLoans(int id, [FromQuery] LoanConditions query, CancellationToken cancellationToken) =>
        mediator.Send(new ListLoansOfUser(id, query), cancellationToken);
}
