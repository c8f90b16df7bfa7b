using System.Linq.Expressions;
using Lms.Application.Catalog;
using Lms.Domain.Catalog;
using Lms.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Lms.Infrastructure.Common;

/// <summary>Looks for text with ILIKE, which trigram indexes serve.</summary>
internal sealed class TextMatch(LmsDbContext db) : ITextMatch
{
    private const string BooksWhere = "SELECT books.*, books.xmin FROM books WHERE ";
    private const string TitleIs = "(title ILIKE {0} OR (other_titles <> '[]' AND book_titles(other_titles) ILIKE {0}))";
    private const string PersonIs = "(author ILIKE {1} OR ((contributors @? '$[1]' OR contributors @? '$[0].OtherNames[0]') AND book_people(contributors) ILIKE {1}))";

    /// <summary>The books themselves, and not a list of their ids: of many, a page is sooner found by asking book after book in the list's order.</summary>
    public IQueryable<Book> Books(string? title, string? person) => (title, person) is (null, null)
        ? db.Books.AsNoTracking()
        : db.Books.FromSqlRaw(person is null ? BooksWhere + TitleIs : title is null ? BooksWhere + PersonIs : BooksWhere + TitleIs + " AND " + PersonIs, AnywhereIn(title ?? ""), AnywhereIn(person ?? "")).AsNoTracking();

    public IQueryable<T> Contains<T>(IQueryable<T> source, Expression<Func<T, string>> field, string part) =>
        Matching(source, field, AnywhereIn(part));

    public IQueryable<T> Is<T>(IQueryable<T> source, Expression<Func<T, string?>> field, string whole) =>
        Matching(source, field!, Escape(whole));

    private static IQueryable<T> Matching<T>(IQueryable<T> source, Expression<Func<T, string>> field, string pattern)
    {
        Expression<Func<string, bool>> matches = text => EF.Functions.ILike(text, pattern, @"\");
        var body = new Replace(matches.Parameters[0], field.Body).Visit(matches.Body)!;
        return source.Where(Expression.Lambda<Func<T, bool>>(body, field.Parameters));
    }

    private static string AnywhereIn(string part) => $"%{Escape(part)}%";

    private static string Escape(string text) =>
        text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal);

    private sealed class Replace(Expression from, Expression to) : ExpressionVisitor
    {
        public override Expression? Visit(Expression? node) => node == from ? to : base.Visit(node);
    }
}
