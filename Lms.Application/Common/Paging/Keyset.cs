using System.Linq.Expressions;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Common.Paging;

/// <summary>
/// Reads a list page by page by the sort keys of the last item, so that page 10,000 costs what page 1 costs and no item is repeated or
/// skipped while others come and go.
/// </summary>
public static class Keyset
{
    /// <summary>Reads one page.</summary>
    /// <param name="source">The filtered list, in no order.</param>
    /// <param name="query">Which page, in which order.</param>
    /// <param name="order">By what the list may be sorted.</param>
    /// <param name="map">What becomes of each item.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="InvalidMemberException">The cursor or the sort is none of this list.</exception>
    public static async Task<Page<TItem>> PageAsync<T, TItem>(
        this IQueryable<T> source,
        ListQuery query,
        SortOrder<T> order,
        Expression<Func<T, TItem>> map,
        CancellationToken cancellationToken)
        where T : class
    {
        var fields = order.Read(query.Sort);
        var orderName = query.Sort ?? "";
        long? total = query.Count ? await source.LongCountAsync(cancellationToken) : null;

        var sorted = SortBy(query.Cursor is null ? source : After(source, fields, PageCursor.Read(query.Cursor, orderName)), fields);
        var rows = await sorted.Take(query.Limit + 1).Select(WithKeys(map, fields)).ToListAsync(cancellationToken);
        var more = rows.Count > query.Limit;
        var items = rows.Take(query.Limit).Select(row => row.Item).ToList();
        return new Page<TItem>(items, more ? CursorAt(rows[query.Limit - 1].Keys, orderName).Write() : null, total);
    }

    private static PageCursor CursorAt(object[] keys, string orderName) =>
        new(orderName, [.. keys.Select(key => JsonSerializer.SerializeToElement(key, LmsJson.Options))]);

    private static IQueryable<T> SortBy<T>(IQueryable<T> source, IReadOnlyList<SortField<T>> fields)
    {
        var expression = source.Expression;
        foreach (var (index, field) in fields.Index())
        {
            var method = (index == 0 ? "OrderBy" : "ThenBy") + (field.Descending ? "Descending" : "");
            expression = Expression.Call(typeof(Queryable), method, [typeof(T), field.Key.ReturnType], expression, Expression.Quote(field.Key));
        }

        return source.Provider.CreateQuery<T>(expression);
    }

    private static Expression<Func<T, Row<TItem>>> WithKeys<T, TItem>(Expression<Func<T, TItem>> map, IReadOnlyList<SortField<T>> fields)
    {
        var item = map.Parameters[0];
        var keys = fields.Select(field => Expression.Convert(KeyOf(field, item), typeof(object)));
        return Expression.Lambda<Func<T, Row<TItem>>>(
            Expression.MemberInit(
                Expression.New(typeof(Row<TItem>)),
                Expression.Bind(typeof(Row<TItem>).GetProperty(nameof(Row<>.Item))!, map.Body),
                Expression.Bind(typeof(Row<TItem>).GetProperty(nameof(Row<>.Keys))!, Expression.NewArrayInit(typeof(object), keys))),
            item);
    }

    /// <summary>
    /// <c>a &gt; x or (a = x and (b &gt; y or …))</c>, and beside it <c>a &gt;= x</c>, which an index on a can seek to.
    /// </summary>
    private static IQueryable<T> After<T>(IQueryable<T> source, IReadOnlyList<SortField<T>> fields, PageCursor cursor)
    {
        if (cursor.Keys.Length != fields.Count)
            throw PageCursor.Unusable();

        var item = Expression.Parameter(typeof(T), "item");
        Expression? after = null;
        for (var index = fields.Count - 1; index >= 0; index--)
        {
            var key = KeyOf(fields[index], item);
            var value = ValueOf(cursor.Keys[index], key.Type);
            var beyond = Compare(key, value, fields[index].Descending ? ExpressionType.LessThan : ExpressionType.GreaterThan);
            after = after is null ? beyond : Expression.OrElse(beyond, Expression.AndAlso(Expression.Equal(key, value), after));
        }

        var first = KeyOf(fields[0], item);
        var reach = Compare(first, ValueOf(cursor.Keys[0], first.Type), fields[0].Descending ? ExpressionType.LessThanOrEqual : ExpressionType.GreaterThanOrEqual);
        var condition = fields.Count == 1 ? after! : Expression.AndAlso(reach, after!);
        return source.Where(Expression.Lambda<Func<T, bool>>(condition, item));
    }

    private static BinaryExpression Compare(Expression key, Expression value, ExpressionType comparison) =>
        key.Type == typeof(string)
            ? Expression.MakeBinary(comparison, Expression.Call(typeof(string), nameof(string.Compare), null, key, value), Expression.Constant(0))
            : Expression.MakeBinary(comparison, key, value);

    private static Expression KeyOf<T>(SortField<T> field, ParameterExpression item) =>
        new ParameterSwap(field.Key.Parameters[0], item).Visit(field.Key.Body);

    /// <summary>A captured variable rather than a constant, so that the database sees a parameter and keeps its plan.</summary>
    private static MemberExpression ValueOf(JsonElement key, Type type)
    {
        try
        {
            var captured = Activator.CreateInstance(typeof(Captured<>).MakeGenericType(type), key.Deserialize(type, LmsJson.Options))!;
            return Expression.Property(Expression.Constant(captured), nameof(Captured<>.Value));
        }
        catch (Exception exception) when (exception is JsonException or MissingMethodException)
        {
            throw PageCursor.Unusable();
        }
    }

    private sealed class Row<TItem>
    {
        public TItem Item { get; init; } = default!;

        public object[] Keys { get; init; } = [];
    }

    private sealed record Captured<TValue>(TValue Value);

    private sealed class ParameterSwap(ParameterExpression from, ParameterExpression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : base.VisitParameter(node);
    }
}
