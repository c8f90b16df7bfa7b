using System.Linq.Expressions;
using FluentValidation;
using Lms.Application.Common;
using Lms.Application.Common.Paging;
using Lms.Application.Policies;
using Lms.Domain.Catalog;
using Lms.Domain.Circulation;
using MediatR;

namespace Lms.Application.Reports;

/// <summary>Which books were lent most, counted from the ledger; the most first.</summary>
public sealed record RankBooks : ListQuery, IRequest<Report<PopularBook>>
{
    /// <summary>The first day, in the library's time zone; 30 days up to <c>to</c> where it is left out. At most 366 days.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last day, inclusive, in the library's time zone; today where it is left out.</summary>
    public DateOnly? To { get; init; }

    /// <summary>The branch where they were lent.</summary>
    public int? BranchId { get; init; }

    /// <summary>The borrowers' patron category at the checkout.</summary>
    public int? PatronCategoryId { get; init; }

    /// <summary>The code of the material type.</summary>
    public string? MaterialType { get; init; }
}

/// <summary>A book, and how much it was asked for.</summary>
/// <param name="BookId">The book.</param>
/// <param name="Title">Its title.</param>
/// <param name="Author">Its author.</param>
/// <param name="Checkouts">How often its copies were lent.</param>
/// <param name="Renewals">How often loans of it were extended.</param>
/// <param name="HoldsCount">How many users wait for it now.</param>
/// <param name="CopiesTotal">How many copies there are, withdrawn ones not counted.</param>
public sealed record PopularBook(int BookId, string Title, string Author, int Checkouts, int Renewals, int HoldsCount, int CopiesTotal);

internal sealed class RankBooksValidator : ListQueryValidator<RankBooks>
{
    public RankBooksValidator() : base(RankBooksHandler.Order.Names)
    {
        RuleFor(query => query.From).Day();
        RuleFor(query => query.To).Day();
        RuleFor(query => query.BranchId).GreaterThan(0);
        RuleFor(query => query.PatronCategoryId).GreaterThan(0);
        RuleFor(query => query.MaterialType).MaximumLength(MaterialType.MaxCode);
    }
}

internal sealed class RankBooksHandler(ILmsDbContext db, ILibraryPolicies policies, TimeProvider time) : IRequestHandler<RankBooks, Report<PopularBook>>
{
    internal static readonly SortOrder<BookUse> Order = new SortOrder<BookUse>(use => use.BookId).By("checkouts", use => use.Checkouts).By("renewals", use => use.Renewals);

    public async Task<Report<PopularBook>> Handle(RankBooks query, CancellationToken cancellationToken)
    {
        var uses = Matching(query, db.CountedIn((await policies.CurrentAsync(cancellationToken)).Settings.PeriodOf(query.From, query.To, time.GetUtcNow())))
            .GroupBy(row => row.BookId!.Value)
            .Select(book => new BookUse { BookId = book.Key, Checkouts = book.Count(row => row.Type == TransactionType.Checkout), Renewals = book.Count(row => row.Type == TransactionType.Renewal) });
        return await Reports.ReadAsync(query with { Sort = query.Sort ?? "-checkouts" }, (page, cancel) => uses.PageAsync(page, Order, Shown, cancel), cancellationToken);
    }

    private Expression<Func<BookUse, PopularBook>> Shown => use => new PopularBook(
        use.BookId,
        db.Books.Where(book => book.Id == use.BookId).Select(book => book.Title).First(),
        db.Books.Where(book => book.Id == use.BookId).Select(book => book.Author).First(),
        use.Checkouts,
        use.Renewals,
        db.Holds.Count(hold => hold.BookId == use.BookId && hold.EndedAt == null),
        db.Copies.Count(copy => copy.BookId == use.BookId && copy.Status != CopyStatus.Withdrawn));

    private static IQueryable<CountedRow> Matching(RankBooks query, IQueryable<CountedRow> rows)
    {
        rows = rows.Where(row => row.Type == TransactionType.Checkout || row.Type == TransactionType.Renewal);
        if (query.BranchId is { } branchId)
            rows = rows.Where(row => row.BranchId == branchId);
        if (query.PatronCategoryId is { } categoryId)
            rows = rows.Where(row => row.PatronCategoryId == categoryId);
        if (query.MaterialType is { } materialType)
            rows = rows.Where(row => row.MaterialType == materialType);
        return rows;
    }

    internal sealed class BookUse
    {
        public required int BookId { get; init; }

        public required int Checkouts { get; init; }

        public required int Renewals { get; init; }
    }
}
