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

        var rows = new List<Row<TItem>>();
        foreach (var rest in query.Cursor is null ? [source] : After(source, fields, PageCursor.Read(query.Cursor, orderName)))
        {
            if (rows.Count <= query.Limit)
                rows.AddRange(await SortBy(rest, fields).Take(query.Limit + 1 - rows.Count).Select(WithKeys(map, fields)).ToListAsync(cancellationToken));
        }

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
    /// <c>a &gt; x or (a = x and (b &gt; y or …))</c>, and beside it <c>a &gt;= x</c>, which an index on a can seek to. Where very many items share one a, to walk through them from the
    /// first on would take long: the rest of those is asked for by itself, <c>a = x and b &gt; y</c>, before the others.
    /// </summary>
    private static IQueryable<T>[] After<T>(IQueryable<T> source, IReadOnlyList<SortField<T>> fields, PageCursor cursor)
    {
        if (cursor.Keys.Length != fields.Count)
            throw PageCursor.Unusable();

        var item = Expression.Parameter(typeof(T), "item");
        var keys = fields.Select(field => KeyOf(field, item)).ToList();
        var values = keys.Zip(cursor.Keys, (key, value) => ValueOf(value, key.Type)).ToList();
        var after = Beyond(fields.Count - 1);
        for (var index = fields.Count - 2; index >= 0; index--)
        {
            var among = Expression.AndAlso(Expression.Equal(keys[index], values[index]), after);
            if (index == 0 && fields[0].IsShared)
                return [Where(among), Where(Beyond(0))];
            after = Expression.OrElse(Beyond(index), among);
        }

        return [Where(fields.Count == 1 ? after : Expression.AndAlso(Compare(keys[0], values[0], fields[0].Descending ? ExpressionType.LessThanOrEqual : ExpressionType.GreaterThanOrEqual), after))];

        Expression Beyond(int index) => Compare(keys[index], values[index], fields[index].Descending ? ExpressionType.LessThan : ExpressionType.GreaterThan);
        IQueryable<T> Where(Expression condition) => source.Where(Expression.Lambda<Func<T, bool>>(condition, item));
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
