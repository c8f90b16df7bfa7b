using Lms.Application.Catalog;
using Lms.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Lms.Infrastructure.Catalog;

/// <summary>Learns from the books that the triggers on the catalogue noted down.</summary>
internal sealed class SearchTerms(LmsDbContext db) : ISearchTerms
{
    public async Task<int> CountUnlearnedAsync(int bound, CancellationToken cancellationToken) =>
        (await db.Database.SqlQuery<int>($"SELECT count(*)::int AS \"Value\" FROM (SELECT FROM search_unlearned LIMIT {bound}) AS unlearned").ToListAsync(cancellationToken))[0];

    public async Task<int> LearnAsync(int most, CancellationToken cancellationToken) =>
        (await db.Database.SqlQuery<int>($"SELECT search_learn({most}) AS \"Value\"").ToListAsync(cancellationToken))[0];
}
