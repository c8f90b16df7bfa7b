using System.Linq.Expressions;

namespace Lms.Application.Common.Paging;

/// <summary>The fields by which a list may be sorted, and its own order where none is asked for.</summary>
/// <param name="id">What tells any two items apart; ties are broken by it.</param>
public sealed class SortOrder<T>(Expression<Func<T, long>> id)
{
    private readonly Dictionary<string, SortField<T>> _fields = new(StringComparer.Ordinal)
    {
        ["id"] = new("id", AsStored(id), Descending: false),
    };

    /// <summary>The id as the database keeps it: sorted by what was made of it, no index would serve.</summary>
    private static LambdaExpression AsStored(Expression<Func<T, long>> id) =>
        id.Body is UnaryExpression { NodeType: ExpressionType.Convert, Operand: var stored } ? Expression.Lambda(stored, id.Parameters) : id;

    /// <summary>The names that may stand in <c>sort</c>.</summary>
    public IEnumerable<string> Names => _fields.Keys;

    /// <summary>Lets the list be sorted by a field.</summary>
    /// <param name="name">The field's name in the API.</param>
    /// <param name="key">The value to sort by: a text, a number or an instant, and never null.</param>
    /// <param name="isShared">Whether very many items have the same value, as books have of one year.</param>
    public SortOrder<T> By<TKey>(string name, Expression<Func<T, TKey>> key, bool isShared = false)
    {
        _fields.Add(name, new SortField<T>(name, key, Descending: false, isShared));
        return this;
    }

    /// <summary>Reads what was asked for. The list's id always comes last.</summary>
    /// <param name="sort">One or more of the <see cref="Names"/>, as in the query; null for newest first.</param>
    /// <exception cref="InvalidMemberException">A name stands twice.</exception>
    public IReadOnlyList<SortField<T>> Read(string? sort)
    {
        if (sort is null)
            return [_fields["id"] with { Descending = true }];

        var chosen = new List<SortField<T>>();
        foreach (var word in sort.Split(','))
        {
            var descending = word.StartsWith('-');
            var field = _fields[descending ? word[1..] : word];
            if (chosen.Any(other => other.Name == field.Name))
                throw new InvalidMemberException("sort", $"'{field.Name}' stands twice.");
            chosen.Add(field with { Descending = descending });
        }

        if (chosen.All(field => field.Name != "id"))
            chosen.Add(_fields["id"] with { Descending = chosen[^1].Descending });
        return chosen;
    }
}

/// <summary>A field by which a list is sorted.</summary>
/// <param name="Name">Its name in the API.</param>
/// <param name="Key">The value to sort by; never null.</param>
/// <param name="Descending">Whether the greatest comes first.</param>
/// <param name="IsShared">Whether very many items have the same value.</param>
public sealed record SortField<T>(string Name, LambdaExpression Key, bool Descending, bool IsShared = false);
