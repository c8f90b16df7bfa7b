using AutoMapper;
using FluentValidation;
using Lms.Application.Catalog;
using Lms.Application.Common.Paging;
using Lms.Application.Identity;
using Lms.Application.Patrons;
using Lms.Domain.Catalog;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Common;

/// <summary>
/// What the items of a list carry along where <c>expand</c> asks for it, so that nobody need fetch it one by one: one query for each
/// kind of thing, however many items there are.
/// </summary>
internal sealed class Expansion<T>
{
    private const int MaxLength = 100;

    private readonly Dictionary<string, Part> _parts = new(StringComparer.Ordinal);

    private delegate Task<IEnumerable<T>> Part(IReadOnlyList<T> items, Related related, CancellationToken cancellationToken);

    /// <summary>Lets the items carry their book.</summary>
    public Expansion<T> Book(Func<T, int> id, Func<T, BookResponse?, T> with) => Add("book", item => id(item), with, (related, ids, cancellationToken) => related.BooksAsync(ids, cancellationToken));

    /// <summary>Lets the items carry their copy.</summary>
    public Expansion<T> Copy(Func<T, int?> id, Func<T, CopyResponse?, T> with) => Add("copy", id, with, (related, ids, cancellationToken) => related.CopiesAsync(ids, cancellationToken));

    /// <summary>Lets the items carry their user, where the caller may see them.</summary>
    public Expansion<T> User(Func<T, int?> id, Func<T, UserResponse?, T> with) => Add("user", id, with, (related, ids, cancellationToken) => related.UsersAsync(ids, cancellationToken));

    /// <summary>Holds what was asked for against what there is.</summary>
    public void Check<TQuery>(IRuleBuilderInitial<TQuery, string?> rule) => rule.MaximumLength(MaxLength).NamesOf(_parts.Keys);

    /// <summary>Gives the items of a page what was asked for.</summary>
    /// <param name="page">The page.</param>
    /// <param name="expand">As in the query, and checked; null for nothing.</param>
    /// <param name="related">Reads it.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<Page<T>> ApplyAsync(Page<T> page, string? expand, Related related, CancellationToken cancellationToken)
    {
        IReadOnlyList<T> items = page;
        foreach (var name in expand?.Split(',', StringSplitOptions.TrimEntries).Distinct() ?? [])
            items = [.. await _parts[name](items, related, cancellationToken)];
        return new Page<T>(items, page.NextCursor, page.Total);
    }

    private Expansion<T> Add<TPart>(string name, Func<T, int?> id, Func<T, TPart?, T> with, Func<Related, int[], CancellationToken, Task<Dictionary<int, TPart>>> read)
    {
        _parts.Add(name, async (items, related, cancellationToken) =>
        {
            var found = await read(related, [.. items.Select(id).OfType<int>().Distinct()], cancellationToken);
            return items.Select(item => with(item, id(item) is { } key ? found.GetValueOrDefault(key) : default));
        });
        return this;
    }
}

/// <summary>Reads the things that others refer to, many at once; what is not there or not the caller's to see is left out.</summary>
internal sealed class Related(ILmsDbContext db, ICaller caller, IMapper mapper)
{
    public Task<Dictionary<int, BookResponse>> BooksAsync(int[] ids, CancellationToken cancellationToken) =>
        db.Books.AsNoTracking().Where(book => ids.Contains(book.Id)).Select(mapper.Project<Book, BookResponse>()).ToDictionaryAsync(book => book.Id, cancellationToken);

    public Task<Dictionary<int, CopyResponse>> CopiesAsync(int[] ids, CancellationToken cancellationToken) =>
        db.Copies.AsNoTracking().Where(copy => ids.Contains(copy.Id)).Select(mapper.Project<Copy, CopyResponse>()).ToDictionaryAsync(copy => copy.Id, cancellationToken);

    public Task<Dictionary<int, UserResponse>> UsersAsync(int[] ids, CancellationToken cancellationToken) =>
        db.Users.AsNoTracking().VisibleTo(caller).Where(user => ids.Contains(user.Id)).Select(mapper.Project<User, UserResponse>()).ToDictionaryAsync(user => user.Id, cancellationToken);
}
