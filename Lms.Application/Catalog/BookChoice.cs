using FluentValidation;
using Lms.Application.Common;
using Lms.Domain.Catalog;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Catalog;

/// <summary>Books that somebody chose for something.</summary>
public abstract record BookChoice
{
    /// <summary>The most books that are chosen one by one.</summary>
    public const int Most = 500;

    /// <summary>The books, one by one: 1 to 500, each once; null to choose them by conditions.</summary>
    public IReadOnlyList<int>? BookIds { get; init; }

    /// <summary>What the books meet; null to choose them one by one.</summary>
    public BookFilter? Conditions { get; init; }
}

internal abstract class BookChoiceValidator<T> : AbstractValidator<T>
    where T : BookChoice
{
    protected BookChoiceValidator()
    {
        RuleFor(choice => choice.BookIds).EachOnce(1, BookChoice.Most);
        RuleForEach(choice => choice.BookIds).GreaterThan(0);
        RuleFor(choice => choice.BookIds).Null().When(choice => choice.Conditions is not null).WithMessage("Choose books one by one or by conditions, not both.");
        RuleFor(choice => choice.Conditions).Must(conditions => conditions?.ChoosesSome() != false).WithMessage("Name a condition.");
        RuleFor(choice => choice.Conditions!).SetValidator(new BookFilterValidator()).When(choice => choice.Conditions is not null);
    }
}

/// <summary>Finds the books that somebody chose.</summary>
internal sealed class ChosenBooks(IBookSearch search, ITextMatch text)
{
    /// <summary>Their ids, in the order in which they were catalogued; those chosen one by one as they were named, whether or not they are there.</summary>
    public async Task<IReadOnlyList<int>> FindAsync(BookChoice choice, CancellationToken cancellationToken)
    {
        if (choice.BookIds is { } named)
            return named;
        var conditions = (choice.Conditions ?? new BookFilter()).AsList();
        IQueryable<Book> books;
        if (SearchQuery.Read(conditions.Q) is { Condition: not null } asked)
        {
            // What was perhaps meant is good enough to look at, and not to be changed.
            var found = await search.MatchToTheLetterAsync(asked, conditions.Filter(text), cancellationToken)
                ?? throw new InvalidMemberException("conditions.q", "Words like these stand in nearly every book. Put them in quotes, where just these are meant.");
            books = conditions.Keep(search.BooksOf(found), text);
        }
        else
        {
            books = conditions.Books(text);
        }

        return await books.OrderBy(book => book.Id).Select(book => book.Id).ToListAsync(cancellationToken);
    }
}
