using System.Linq.Expressions;
using Lms.Application.Catalog;
using Microsoft.EntityFrameworkCore;

namespace Lms.Infrastructure.Common;

/// <summary>Looks for text with ILIKE, which trigram indexes serve.</summary>
internal sealed class TextMatch : ITextMatch
{
    public IQueryable<T> Contains<T>(IQueryable<T> source, Expression<Func<T, string>> field, string part) =>
        Matching(source, field, $"%{Escape(part)}%");

    public IQueryable<T> Is<T>(IQueryable<T> source, Expression<Func<T, string?>> field, string whole) =>
        Matching(source, field!, Escape(whole));

    private static IQueryable<T> Matching<T>(IQueryable<T> source, Expression<Func<T, string>> field, string pattern)
    {
        Expression<Func<string, bool>> matches = text => EF.Functions.ILike(text, pattern, @"\");
        var body = new Replace(matches.Parameters[0], field.Body).Visit(matches.Body)!;
        return source.Where(Expression.Lambda<Func<T, bool>>(body, field.Parameters));
    }

    private static string Escape(string text) =>
        text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal);

    private sealed class Replace(Expression from, Expression to) : ExpressionVisitor
    {
        public override Expression? Visit(Expression? node) => node == from ? to : base.Visit(node);
    }
}
