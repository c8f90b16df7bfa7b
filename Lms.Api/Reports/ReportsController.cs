using Lms.Api.Common;
using Lms.Application.Reports;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Lms.Api.Reports;

/// <summary>What there is to know about the library as a whole: JSON, page by page where it is long, or the whole as CSV for a spreadsheet.</summary>
[Route("reports")]
[Produces("application/json", CsvReports.MediaType)]
public sealed class ReportsController(IMediator mediator) : LmsController
{
    /// <summary>Lists the loans that should have been back by now, with the fines that run and how to reach who has them.</summary>
    /// <response code="200">One page, and the header <c>Link</c> names the next one; as CSV, all of them.</response>
    [HttpGet("overdues"), Authorize(Access.Desk)]
    public Task<Report<OverdueLoan>> ListOverdues([FromQuery] ListOverdues query, CancellationToken cancellationToken) => mediator.Send(query, cancellationToken);

    /// <summary>Counts what was lent, renewed, returned and used in the house, by day, branch, patron category and material type.</summary>
    /// <response code="200">All rows.</response>
    [HttpGet("circulation"), Authorize(Access.Desk)]
    public Task<Report<CirculationCount>> CountCirculation([FromQuery] CountCirculation query, CancellationToken cancellationToken) => mediator.Send(query, cancellationToken);

    /// <summary>Lists the books that were lent most, the most first.</summary>
    /// <response code="200">One page, and the header <c>Link</c> names the next one; as CSV, all of them.</response>
    [HttpGet("popular"), Authorize(Access.Desk)]
    public Task<Report<PopularBook>> RankBooks([FromQuery] RankBooks query, CancellationToken cancellationToken) => mediator.Send(query, cancellationToken);

    /// <summary>Counts the copies of the library, and what they cost.</summary>
    /// <response code="200">All rows.</response>
    [HttpGet("collection"), Authorize(Access.Desk)]
    public Task<Report<CollectionCount>> CountCollection([FromQuery] CountCollection query, CancellationToken cancellationToken) => mediator.Send(query, cancellationToken);

    /// <summary>Lists the users who owe something, the greatest debt first.</summary>
    /// <response code="200">One page, and the header <c>Link</c> names the next one; as CSV, all of them.</response>
    [HttpGet("debts"), Authorize(Access.Desk)]
    public Task<Report<Debt>> ListDebts([FromQuery] ListDebts query, CancellationToken cancellationToken) => mediator.Send(query, cancellationToken);

    /// <summary>Lists what waits on the hold shelves, for whom and until when.</summary>
    /// <response code="200">One page, and the header <c>Link</c> names the next one; as CSV, all of it.</response>
    [HttpGet("hold-shelf"), Authorize(Access.Desk)]
    public Task<Report<ShelvedHold>> ListHoldShelf([FromQuery] ListHoldShelf query, CancellationToken cancellationToken) => mediator.Send(query, cancellationToken);
}
