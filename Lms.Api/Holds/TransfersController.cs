using Lms.Api.Common;
using Lms.Application.Common.Paging;
using Lms.Application.Holds;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Lms.Api.Holds;

/// <summary>Copies on their way between branches.</summary>
[Route("transfers")]
public sealed class TransfersController(IMediator mediator) : LmsController
{
    /// <summary>Lists the ways of copies between branches, newest first, with how long they take.</summary>
    /// <response code="200">One page; the header <c>Link</c> names the next one.</response>
    [HttpGet, Authorize(Access.Desk)]
    public Task<Page<CopyUnderway>> List([FromQuery] ListTransfers query, CancellationToken cancellationToken) =>
        mediator.Send(query, cancellationToken);
}
