using Lms.Api.Common;
using Lms.Application.Common.Paging;
using Lms.Application.Holds;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Lms.Api.Holds;

/// <summary>The queues of books.</summary>
[Route("books/{id}/holds")]
public sealed class BookHoldsController(IMediator mediator) : LmsController
{
    /// <summary>Lists the queue of a book: its active holds, the first first.</summary>
    /// <response code="200">One page; the header <c>Link</c> names the next one.</response>
    [HttpGet, Authorize(Access.Desk)]
    public Task<Page<HoldResponse>> List(int id, [FromQuery] QueuePage query, CancellationToken cancellationToken) =>
        mediator.Send(new ListQueue(id, query), cancellationToken);
}
