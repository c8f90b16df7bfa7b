using FluentValidation;
using Lms.Application.Common;
using Lms.Domain.Catalog;
using MediatR;

namespace Lms.Application.Catalog;

/// <summary>Catalogues a book, with its copies.</summary>
public sealed record CreateBook : BookFields, ICommand<BookResponse>
{
    /// <summary>The most copies that can be made at once.</summary>
    public const int MaxCopies = 1000;

    /// <summary>How many copies to make at the default branch, with generated barcodes: 0 to 1000.</summary>
    public int Copies { get; init; } = 1;

    /// <summary>Whether another book may have the same ISBN.</summary>
    public bool AllowDuplicate { get; init; }
}

internal sealed class CreateBookValidator : AbstractValidator<CreateBook>
{
    public CreateBookValidator()
    {
        Include(new BookFieldsValidator());
        RuleFor(book => book.Copies).InclusiveBetween(0, CreateBook.MaxCopies);
    }
}

internal sealed class CreateBookHandler(ILmsDbContext db, IBookLookup books, IRunningNumbers numbers, TimeProvider time) : IRequestHandler<CreateBook, BookResponse>
{
    public async Task<BookResponse> Handle(CreateBook command, CancellationToken cancellationToken)
    {
        await db.MustHaveMaterialTypeAsync(command.MaterialType, cancellationToken);
        if (!command.AllowDuplicate)
            await db.MustBeFirstWithIsbnAsync(command.Isbn, exceptBookId: null, cancellationToken);

        var book = Book.Catalogue(command.Describe(), command.AllowDuplicate, time.GetUtcNow());
        if (command.Copies > 0)
        {
            var branchId = await db.DefaultBranchIdAsync(cancellationToken);
            foreach (var number in await numbers.NextCopiesAsync(command.Copies, cancellationToken))
                book.AddCopy(Barcode.ForCopy(number), branchId);
        }

        db.Books.Add(book);
        await db.SaveChangesAsync(cancellationToken);
        return (await books.FindAsync(book.Id, cancellationToken))!;
    }
}
