using Lms.Api.Common;
using Lms.Application.Circulation;
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
}
