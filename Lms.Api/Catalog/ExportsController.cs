using Lms.Api.Common;
using Lms.Application.Catalog;
using Lms.Application.Jobs;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Lms.Api.Catalog;

/// <summary>The library's data, to take away.</summary>
[Route("exports")]
public sealed class ExportsController(IMediator mediator) : LmsController
{
    /// <summary>Gives the whole catalogue out, in the order in which it was catalogued.</summary>
    /// <remarks>A book that came as a MARC 21 record goes out as that record, every field as it was, with what was changed since.</remarks>
    /// <param name="format"><c>marc</c>: MARC 21 in the exchange format (ISO 2709); <c>marcxml</c>; <c>csv</c>: with the columns that an import recognises; <c>ndjson</c>: a book a line, with its copies; for bibliographies <c>bibtex</c>, <c>ris</c> and <c>csl</c> (CSL-JSON); <c>jsonld</c>: linked data in the words of schema.org.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <response code="200">The file; it is written while it is read, and no larger in memory for being long.</response>
    [HttpGet("books"), Authorize(Access.Desk)]
    [Produces(BookOutput.Marc, BookOutput.MarcXml, BookOutput.Csv, BookOutput.Ndjson, BookOutput.Bibtex, BookOutput.Ris, BookOutput.Csl, BookOutput.JsonLd)]
    [ProducesResponseType<FileResult>(StatusCodes.Status200OK)]
    public async Task<IResult> Books([FromQuery] CatalogueFormat format = CatalogueFormat.Marc, CancellationToken cancellationToken = default)
    {
        var export = await mediator.Send(new ExportBooks(format), cancellationToken);
        return TypedResults.Stream(target => export.WriteAsync(target, cancellationToken), export.MediaType, export.FileName);
    }

    /// <summary>Has books written to a file in the background: those that are chosen one by one or by conditions, or the whole catalogue.</summary>
    /// <remarks>Which books, is fixed now. The file is fetched from the job once that has ended, and kept for a while.</remarks>
    /// <response code="202">It is taken on; <c>Location</c> is where to see how it goes.</response>
    [HttpPost, Authorize(Access.Desk)]
    [ProducesResponseType<JobResponse>(StatusCodes.Status202Accepted)]
    public async Task<ActionResult<JobResponse>> Order(OrderExport export, CancellationToken cancellationToken) => TakenOn(await mediator.Send(export, cancellationToken));
}
