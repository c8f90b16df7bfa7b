using Lms.Application.Catalog;
using Lms.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Lms.Infrastructure.Catalog;

/// <summary>Running numbers from PostgreSQL sequences.</summary>
internal sealed class RunningNumbers(LmsDbContext db) : IRunningNumbers
{
    /// <summary>The sequence behind generated barcodes.</summary>
    public const string CopySequence = "copy_numbers";

    /// <summary>The sequence behind generated card numbers.</summary>
    public const string CardSequence = "card_numbers";

    public async Task<IReadOnlyList<long>> NextCopiesAsync(int count, CancellationToken cancellationToken) =>
        await db.Database.SqlQuery<long>($"SELECT nextval('copy_numbers') AS \"Value\" FROM generate_series(1, {count})").ToListAsync(cancellationToken);

    public async Task<long> NextCardAsync(CancellationToken cancellationToken) =>
        (await db.Database.SqlQuery<long>($"SELECT nextval('card_numbers') AS \"Value\"").ToListAsync(cancellationToken))[0];
}
