using Lms.Api.Common;
using Lms.Application.Circulation;
using Lms.Application.Common.Paging;
using Lms.Application.Patrons;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Lms.Api.Patrons;

/// <summary>What the library knows about the signed-in user.</summary>
[Route("me"), Authorize(Access.SignedIn)]
public sealed class PrivacyController(IMediator mediator) : LmsController
{
    /// <summary>Lists what the signed-in user borrowed and brought back, newest first; for users who keep a history.</summary>
    /// <response code="200">One page; the header <c>Link</c> names the next one.</response>
    /// <response code="409"><c>history-off</c>: no history is kept for the user.</response>
    [HttpGet("history")]
    [ProducesResponseType<Page<LoanResponse>>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemResponse>(StatusCodes.Status409Conflict)]
    public Task<Page<LoanResponse>> ListHistory([FromQuery] HistoryPage query, CancellationToken cancellationToken) =>
        mediator.Send(new ListHistory(query), cancellationToken);

    /// <summary>Exports all that the library holds about the signed-in user.</summary>
    /// <response code="200">All of it, as one document.</response>
    [HttpGet("export")]
    public Task<PersonalData> Export(CancellationToken cancellationToken) =>
        mediator.Send(new ExportMe(), cancellationToken);
}
