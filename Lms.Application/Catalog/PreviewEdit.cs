using FluentValidation;
using Lms.Application.Common;
using Lms.Domain.Jobs;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Catalog;

/// <summary>Says what an edit of many books would do, and does nothing.</summary>
public sealed record PreviewEdit : BookEdit, IRequest<EditPreview>;

/// <summary>What an edit of many books would do.</summary>
/// <param name="Chosen">How many books are chosen.</param>
/// <param name="Examined">How many of them were looked at: the first 10,000. The other counts are of these; an edit with <c>dryRun</c> looks at all.</param>
/// <param name="Changing">How many would change.</param>
/// <param name="Failing">How many could not be changed, or are not there.</param>
/// <param name="Sample">The first few that would change.</param>
/// <param name="Errors">The first few that could not be changed.</param>
public sealed record EditPreview(int Chosen, int Examined, int Changing, int Failing, IReadOnlyList<EditSample> Sample, IReadOnlyList<EditFault> Errors);

/// <summary>A book that would change.</summary>
/// <param name="BookId">The book.</param>
/// <param name="Before">What is said of it.</param>
/// <param name="After">What would be said of it.</param>
public sealed record EditSample(int BookId, BookFields Before, BookFields After);

/// <summary>A book that could not be changed.</summary>
/// <param name="BookId">The book.</param>
/// <param name="Code">The code that the problem would have where the book were changed alone.</param>
/// <param name="Reason">What stands in the way.</param>
public sealed record EditFault(int BookId, string Code, string Reason)
{
    internal static EditFault Of(int bookId, JobFault fault) => new(bookId, fault.Code, fault.Reason);
}

internal sealed class PreviewEditValidator : BookEditValidator<PreviewEdit>;

internal sealed class PreviewEditHandler(ILmsDbContext db, ChosenBooks chosen, IValidator<BookFields> validator) : IRequestHandler<PreviewEdit, EditPreview>
{
    private const int MostExamined = 10_000;
    private const int Page = 500;
    private const int Shown = 10;

    public async Task<EditPreview> Handle(PreviewEdit query, CancellationToken cancellationToken)
    {
        await db.MustHaveMaterialTypeAsync(query, cancellationToken);
        var ids = await chosen.FindAsync(query, cancellationToken);
        var (changing, examined, sample, faults) = (0, 0, new List<EditSample>(), new List<EditFault>());
        foreach (var page in ids.Take(MostExamined).Chunk(Page))
        {
            var books = await db.Books.AsNoTracking().Where(book => page.Contains(book.Id)).ToDictionaryAsync(book => book.Id, cancellationToken);
            foreach (var id in page)
            {
                var edited = books.TryGetValue(id, out var book) ? EditedBook.Of(book, query, validator) : null;
                examined++;
                if (edited is not { Fault: null })
                    faults.Add(EditFault.Of(id, edited?.Fault ?? BookEditWork.Missing));
                else if (edited.IsChanged && changing++ < Shown)
                    sample.Add(new EditSample(id, edited.Before, edited.After));
            }
        }

        return new EditPreview(ids.Count, examined, changing, faults.Count, sample, [.. faults.Take(Shown)]);
    }
}
