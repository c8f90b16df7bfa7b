using FluentValidation;
using Lms.Application.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Catalog;

/// <summary>Replaces what is said about a book.</summary>
/// <param name="Id">Which book.</param>
/// <param name="Fields">All of it; what is left out becomes empty.</param>
/// <param name="IfMatch">The versions that the caller accepts; null for any.</param>
public sealed record ReplaceBook(int Id, BookFields Fields, IReadOnlyList<string>? IfMatch) : ICommand<BookResponse>;

/// <summary>Changes some of what is said about a book.</summary>
/// <param name="Id">Which book.</param>
/// <param name="Changes">The members to change.</param>
/// <param name="IfMatch">The versions that the caller accepts; null for any.</param>
public sealed record ChangeBook(int Id, MergePatch<BookFields> Changes, IReadOnlyList<string>? IfMatch) : ICommand<BookResponse>;

internal sealed class ReplaceBookHandler(ILmsDbContext db, IBookLookup books, IValidator<BookFields> validator, TimeProvider time)
    : IRequestHandler<ReplaceBook, BookResponse>, IRequestHandler<ChangeBook, BookResponse>
{
    public Task<BookResponse> Handle(ReplaceBook command, CancellationToken cancellationToken) =>
        RedescribeAsync(command.Id, _ => command.Fields, command.IfMatch, cancellationToken);

    public Task<BookResponse> Handle(ChangeBook command, CancellationToken cancellationToken) =>
        RedescribeAsync(command.Id, command.Changes.ApplyTo, command.IfMatch, cancellationToken);

    private async Task<BookResponse> RedescribeAsync(int id, Func<BookFields, BookFields> change, IReadOnlyList<string>? ifMatch, CancellationToken cancellationToken)
    {
        var book = await db.Books.SingleOrDefaultAsync(book => book.Id == id, cancellationToken) ?? throw new NotFoundException("book", id);
        book.MustMatch(ifMatch);

        var fields = change(BookFields.Of(book));
        validator.ValidateAndThrow(fields);
        if (fields.MaterialType != book.MaterialType)
            await db.MustHaveMaterialTypeAsync(fields.MaterialType, cancellationToken);
        if (!book.SharesIsbn)
            await db.MustBeFirstWithIsbnAsync(fields.Isbn, book.Id, cancellationToken);

        book.Describe(fields.Describe(), time.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
        return (await books.FindAsync(id, cancellationToken))!;
    }
}
