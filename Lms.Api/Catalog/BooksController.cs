using Lms.Api.Common;
using Lms.Application.Catalog;
using Lms.Application.Circulation;
using Lms.Application.Common;
using Lms.Application.Common.Paging;
using Lms.Application.Jobs;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Lms.Api.Catalog;

/// <summary>The catalogue: one book is one title.</summary>
[Route("books")]
public sealed class BooksController(IMediator mediator) : LmsController
{
    /// <summary>Lists the catalogue, newest first.</summary>
    /// <response code="200">One page; the header <c>Link</c> names the next one.</response>
    [HttpGet, AllowAnonymous]
    public Task<Page<BookResponse>> List([FromQuery] ListBooks query, CancellationToken cancellationToken) =>
        mediator.Send(query, cancellationToken);

    /// <summary>Catalogues a book, with its copies.</summary>
    /// <response code="201">The book.</response>
    /// <response code="409"><c>isbn-exists</c>: another book has this ISBN; <c>bookId</c> says which.</response>
    [HttpPost, Authorize(Access.Desk)]
    [ProducesResponseType<BookResponse>(StatusCodes.Status201Created)]
    [ProducesResponseType<ProblemResponse>(StatusCodes.Status409Conflict)]
    public async Task<ActionResult<BookResponse>> Create(CreateBook command, CancellationToken cancellationToken) =>
        Made(nameof(Get), await mediator.Send(command, cancellationToken), book => book.Id);

    /// <summary>Shows a book: as JSON, as a MARC 21 record, for a bibliography, or as linked data.</summary>
    /// <param name="id">The book.</param>
    /// <param name="format">The form, where it is not JSON: as in an export. Where it is left out, the header <c>Accept</c> says it.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <response code="200">The book.</response>
    /// <response code="410"><c>book-merged</c>: it is part of another book; <c>bookId</c> says which.</response>
    [HttpGet("{id}"), AllowAnonymous, InFormat]
    [ProducesResponseType<BookResponse>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemResponse>(StatusCodes.Status410Gone)]
    [Produces("application/json", BookOutput.Marc, BookOutput.MarcXml, BookOutput.Csv, BookOutput.Ndjson, BookOutput.Bibtex, BookOutput.Ris, BookOutput.Csl, BookOutput.JsonLd)]
    public Task<BookResponse> Get(int id, [FromQuery] CatalogueFormat? format, CancellationToken cancellationToken) =>
        mediator.Send(new GetBook(id), cancellationToken);

    /// <summary>Says what is there of a book: copies, where, since when out, and who waits; and whether a user may borrow it or place a hold. Members ask for themselves.</summary>
    /// <param name="id">The book.</param>
    /// <param name="userId">For whom: then the answer says whether they may borrow it or place a hold. Members ask for themselves.</param>
    /// <param name="branchId">Where they would borrow it; the branch of the copy where it is left out.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <response code="200">The answer, in the same words as doing it would give.</response>
    /// <response code="401"><c>not-signed-in</c>: a stranger asks for a user.</response>
    /// <response code="403"><c>forbidden</c>: a member asks for somebody else.</response>
    /// <response code="404"><c>user-not-found</c>: there is no such user; or there is no such book.</response>
    [HttpGet("{id}/availability"), AllowAnonymous]
    [ProducesResponseType<BookAvailability>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemResponse>(StatusCodes.Status401Unauthorized)]
    [ProducesResponseType<ProblemResponse>(StatusCodes.Status403Forbidden)]
    [ProducesResponseType<ProblemResponse>(StatusCodes.Status404NotFound)]
    public Task<BookAvailability> Availability(int id, [FromQuery] int? userId, [FromQuery] int? branchId, CancellationToken cancellationToken) =>
        mediator.Send(new AskAvailability(id, userId, branchId), cancellationToken);

    /// <summary>Replaces all that is said about a book.</summary>
    /// <response code="200">The book.</response>
    /// <response code="409"><c>isbn-exists</c>: another book has this ISBN; <c>bookId</c> says which.</response>
    [HttpPut("{id}"), Authorize(Access.Desk)]
    [ProducesResponseType<BookResponse>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemResponse>(StatusCodes.Status409Conflict)]
    public Task<BookResponse> Replace(int id, BookFields fields, [IfMatch] IReadOnlyList<string>? ifMatch, CancellationToken cancellationToken) =>
        mediator.Send(new ReplaceBook(id, fields, ifMatch), cancellationToken);

    /// <summary>Changes some of what is said about a book.</summary>
    /// <response code="200">The book.</response>
    /// <response code="409"><c>isbn-exists</c>: another book has this ISBN; <c>bookId</c> says which.</response>
    [HttpPatch("{id}"), Authorize(Access.Desk)]
    [ProducesResponseType<BookResponse>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemResponse>(StatusCodes.Status409Conflict)]
    public Task<BookResponse> Change(int id, MergePatch<BookFields> changes, [IfMatch] IReadOnlyList<string>? ifMatch, CancellationToken cancellationToken) =>
        mediator.Send(new ChangeBook(id, changes, ifMatch), cancellationToken);

    /// <summary>Takes a book and its copies out of the catalogue.</summary>
    /// <response code="204">It is gone.</response>
    /// <response code="409"><c>book-has-history</c>: it was lent before.</response>
    [HttpDelete("{id}"), Authorize(Access.Desk)]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    [ProducesResponseType<ProblemResponse>(StatusCodes.Status409Conflict)]
    public async Task<IActionResult> Delete(int id, [IfMatch] IReadOnlyList<string>? ifMatch, CancellationToken cancellationToken) =>
        Done(await mediator.Send(new DeleteBook(id, ifMatch), cancellationToken));

    /// <summary>Lists books that may have been catalogued twice, each with the first one that it is like, and why.</summary>
    /// <response code="200">One page; the header <c>Link</c> names the next one.</response>
    [HttpGet("duplicates"), Authorize(Access.Desk)]
    public Task<Page<DuplicateBook>> ListDuplicates([FromQuery] ListDuplicates query, CancellationToken cancellationToken) => mediator.Send(query, cancellationToken);

    /// <summary>Makes one book of several that are the same. Copies, loans, holds and history of the others are this book's from then on, and the others are gone; what this book says about itself stays, and what it lacks it gets from them.</summary>
    /// <remarks>A user who waits for several of them waits once: with the hold that a copy was found for, else with the earlier one, and in the earlier place.</remarks>
    /// <response code="200">The book.</response>
    [HttpPost("{id}/merge"), Authorize(Access.Desk)]
    public Task<BookResponse> Merge(int id, MergedBooks others, CancellationToken cancellationToken) => mediator.Send(new MergeBooks(id, others.BookIds), cancellationToken);

    /// <summary>Lists the books that were merged into a book, with what was said of each.</summary>
    /// <response code="200">One page; the header <c>Link</c> names the next one.</response>
    [HttpGet("{id}/merged-books"), Authorize(Access.Desk)]
    public Task<Page<MergedBookResponse>> ListMergedBooks(int id, [FromQuery] ListMergedBooks query, CancellationToken cancellationToken) => mediator.Send(new ListBooksMergedInto(id, query), cancellationToken);

    /// <summary>Says what an edit of many books would do, and does nothing: how many are chosen, how many would change, and the first of them before and after.</summary>
    /// <response code="200">What would happen.</response>
    [HttpPost("edits/preview"), Authorize(Access.Desk)]
    public Task<EditPreview> PreviewEdit(PreviewEdit query, CancellationToken cancellationToken) => mediator.Send(query, cancellationToken);

    /// <summary>Has many books changed in the background: values set and emptied, subjects added and taken away.</summary>
    /// <remarks>Which books, is fixed now. A book that cannot be changed so is named in the job's list of errors and keeps none of the others out. The whole edit can be undone.</remarks>
    /// <response code="202">It is taken on; <c>Location</c> is where to see how it goes.</response>
    [HttpPost("edits"), Authorize(Access.Desk)]
    [ProducesResponseType<JobResponse>(StatusCodes.Status202Accepted)]
    public async Task<ActionResult<JobResponse>> Edit(EditBooks command, CancellationToken cancellationToken) => TakenOn(await mediator.Send(command, cancellationToken));

    /// <summary>Says what merging many groups of books would bring together, and does nothing.</summary>
    /// <response code="200">What would happen.</response>
    [HttpPost("merges/preview"), Authorize(Access.Desk)]
    public Task<MergePreview> PreviewMerges(PreviewMerges query, CancellationToken cancellationToken) => mediator.Send(query, cancellationToken);

    /// <summary>Has many groups of books merged in the background: groups that are named, or all books with the same identifier.</summary>
    /// <remarks>Each group is merged as by <c>POST /books/{id}/merge</c>, or named in the job's list of errors and left as it is. Merges cannot be undone; what was said of the books that went can be read at <c>GET /books/{id}/merged-books</c>.</remarks>
    /// <response code="202">It is taken on; <c>Location</c> is where to see how it goes.</response>
    [HttpPost("merges"), Authorize(Access.Desk)]
    [ProducesResponseType<JobResponse>(StatusCodes.Status202Accepted)]
    public async Task<ActionResult<JobResponse>> MergeMany(MergeManyBooks command, CancellationToken cancellationToken) => TakenOn(await mediator.Send(command, cancellationToken));

    /// <summary>Lists the other editions of a book's work: the same title by the same author.</summary>
    /// <response code="200">One page; the header <c>Link</c> names the next one.</response>
    [HttpGet("{id}/editions"), AllowAnonymous]
    public Task<Page<BookResponse>> ListEditions(int id, [FromQuery] ListEditions query, CancellationToken cancellationToken) => mediator.Send(new ListEditionsOfBook(id, query), cancellationToken);

    /// <summary>Lists the copies of a book.</summary>
    /// <response code="200">One page; the header <c>Link</c> names the next one.</response>
    [HttpGet("{id}/copies"), AllowAnonymous]
    public Task<Page<CopyResponse>> ListCopies(int id, [FromQuery] CopyConditions query, CancellationToken cancellationToken) =>
        mediator.Send(new ListCopiesOfBook(id, query), cancellationToken);

    /// <summary>Adds a copy to a book.</summary>
    /// <response code="201">The copy.</response>
    /// <response code="409"><c>barcode-exists</c>: another copy has this barcode.</response>
    [HttpPost("{id}/copies"), Authorize(Access.Desk)]
    [ProducesResponseType<CopyResponse>(StatusCodes.Status201Created)]
    [ProducesResponseType<ProblemResponse>(StatusCodes.Status409Conflict)]
    public async Task<ActionResult<CopyResponse>> AddCopy(int id, CopyFields fields, CancellationToken cancellationToken) =>
        Made(nameof(CopiesController.Get), await mediator.Send(new AddCopy(id, fields), cancellationToken), copy => copy.Id, "Copies");
}
