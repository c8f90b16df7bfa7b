using Lms.Api.Common;
using Lms.Application.Circulation;
using Lms.Application.Common;
using Lms.Application.Common.Paging;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Lms.Api.Circulation;

/// <summary>The circulation ledger: everything that happened, never changed, never deleted.</summary>
[Route("transactions")]
public sealed class TransactionsController(IMediator mediator) : LmsController
{
    /// <summary>Lists the ledger, newest first.</summary>
    /// <response code="200">One page; the header <c>Link</c> names the next one.</response>
    [HttpGet, Authorize(Access.Desk)]
    public Task<Page<TransactionResponse>> List([FromQuery] ListTransactions query, CancellationToken cancellationToken) =>
        mediator.Send(query, cancellationToken);

    /// <summary>Shows one row of the ledger.</summary>
    /// <response code="200">The row.</response>
    [HttpGet("{id}"), Authorize(Access.Desk)]
    public Task<TransactionResponse> Get(long id, CancellationToken cancellationToken) =>
        mediator.Send(new GetTransaction(id), cancellationToken);

    /// <summary>Takes back a checkout, return or renewal that was a mistake: the loan, the copy, the queue and the money are as before, and notices about it are not sent. The body may be left out.</summary>
    /// <response code="201">The row that took it back.</response>
    /// <response code="409">It is refused; <c>blocks</c> says why: <c>not-undoable</c>, <c>already-undone</c>, <c>undo-too-late</c> or <c>undo-built-upon</c>.</response>
    [HttpPost("{id}/undo"), Authorize(Access.Desk)]
    [Refuses("not-undoable", "already-undone", "undo-too-late", "undo-built-upon")]
    [ProducesResponseType<TransactionResponse>(StatusCodes.Status201Created)]
    [ProducesResponseType<ProblemResponse>(StatusCodes.Status409Conflict)]
    public async Task<ActionResult<TransactionResponse>> Undo(long id, [FromBody] UndoRequest? request, CancellationToken cancellationToken) =>
        Made(nameof(Get), await mediator.Send(new UndoTransaction(id, request?.Reason), cancellationToken), row => row.Id);
}

/// <summary>Why something is taken back.</summary>
/// <param name="Reason">Why, for the ledger, 1 to 500 characters; null where nothing is said.</param>
[CheckedAs(typeof(UndoTransaction))]
public sealed record UndoRequest(string? Reason);
