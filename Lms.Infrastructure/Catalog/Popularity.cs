using Lms.Application.Catalog;
using Lms.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Lms.Infrastructure.Catalog;

/// <summary>Walks through the index of the catalogue, again and again.</summary>
internal sealed class Popularity(LmsDbContext db) : IPopularity
{
    public async Task<int> CountPiecesAsync(int booksAtOnce, DateTimeOffset restedSince, CancellationToken cancellationToken) => (await db.Database.SqlQuery<int>($"""
        SELECT CASE WHEN next_book = 1 AND ended_at > {restedSince} THEN 0 ELSE (coalesce((SELECT max(book_id) FROM search_entries), 0) - next_book + {booksAtOnce}) / {booksAtOnce} END AS "Value"
        FROM (SELECT coalesce(max(next_book), 1) AS next_book, max(ended_at) AS ended_at FROM search_walk) AS walk
        """).ToListAsync(cancellationToken))[0];

    public async Task<bool> WeighAsync(int booksAtOnce, DateTimeOffset at, CancellationToken cancellationToken) =>
        (await db.Database.SqlQuery<bool>($"SELECT search_weigh({booksAtOnce}, {at}) AS \"Value\"").ToListAsync(cancellationToken))[0];
}
