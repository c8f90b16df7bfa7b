using Lms.Api.Common;
using Lms.Application.Catalog;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Lms.Api.Catalog;

/// <summary>The search of the catalogue, best first.</summary>
[Route("search")]
public sealed class SearchController(IMediator mediator) : LmsController
{
    /// <summary>Searches the catalogue, best first, and counts what was found by what it has in common.</summary>
    /// <response code="200">One page; the header <c>Link</c> names the next one.</response>
    [HttpGet, AllowAnonymous]
    public Task<SearchResults> Search([FromQuery] SearchBooks query, CancellationToken cancellationToken) => mediator.Send(query, cancellationToken);

    /// <summary>Offers titles, authors and subjects while somebody types.</summary>
    /// <response code="200">Titles first, then authors and subjects, those of most books first.</response>
    [HttpGet("suggestions"), AllowAnonymous]
    public Task<IReadOnlyList<SearchSuggestion>> Suggest([FromQuery] CompleteSearch query, CancellationToken cancellationToken) => mediator.Send(query, cancellationToken);
}
