using Lms.Application.Common;
using Lms.Application.Imports;
using Lms.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Lms.Infrastructure.Imports;

/// <summary>
/// Writes records in batches. One transaction writes the books, the copies, the errors and how far the import is, so that a crash at any
/// moment neither loses nor doubles a record.
/// </summary>
internal sealed class ImportBatch(IServiceScopeFactory scopes, TimeProvider time)
{
    private const long BatchLock = 0x4c6d73_62617463;
    private const int Attempts = 5;

    /// <summary>Writes some records.</summary>
    /// <param name="importId">The import.</param>
    /// <param name="records">Records that follow each other in the file; at least one.</param>
    /// <param name="bytesRead">How far into the file they reach.</param>
    /// <param name="cancellationToken">Ends the writing; what is not committed then has not happened.</param>
    /// <returns>False where the import is over, or somebody else wrote these records: nothing was written then.</returns>
    public async Task<bool> WriteAsync(int importId, IReadOnlyList<CatalogueRecord> records, long bytesRead, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryAsync(importId, records, bytesRead, cancellationToken);
            }
            catch (Exception exception) when (attempt < Attempts && IsTie(exception))
            {
                // Somebody catalogued the same book, or took the same barcode, in this very moment: look again and decide anew.
            }
            catch (Exception exception) when (RefusalOf(exception) is { } refusal)
            {
                return await WithoutRefusedAsync(importId, records, bytesRead, refusal, cancellationToken);
            }
        }
    }

    private async Task<bool> TryAsync(int importId, IReadOnlyList<CatalogueRecord> records, long bytesRead, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LmsDbContext>();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        db.LockWithNextQuery(RowLock.Import(importId));
        var import = await db.Imports.SingleOrDefaultAsync(import => import.Id == importId, cancellationToken);
        if (import is null || import.IsFinished || import.Processed != records[0].Number - 1)
            return false;

        // Two imports with the same books would not see each other's; one batch at a time does. Compiling a statement would take longer than any of a batch takes.
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({BatchLock}), set_config('jit', 'off', true)", cancellationToken);
        var facts = await scope.ServiceProvider.GetRequiredService<CatalogueFactsQuery>().AskAsync(records, import.DryRun ? import.FileId : null, cancellationToken);
        var now = time.GetUtcNow();
        var intake = new Intake(import.Mode, facts, now);
        foreach (var record in records)
            intake.Take(record);

        var writer = scope.ServiceProvider.GetRequiredService<IntakeWriter>();
        if (import is { DryRun: true, FileId: { } fileId })
            await writer.PreviewAsync(importId, fileId, intake, cancellationToken);
        else
            await writer.WriteAsync(importId, intake, now, cancellationToken);
        import.Advance(intake.Tally, bytesRead, now);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Finds the record that the database refuses by halves; it is named, and the others go in.</summary>
    private async Task<bool> WithoutRefusedAsync(int importId, IReadOnlyList<CatalogueRecord> records, long bytesRead, string refusal, CancellationToken cancellationToken)
    {
        if (records is [var refused])
            return await TryAsync(importId, [refused with { Fault = $"The database refuses it: {refusal}" }], bytesRead, cancellationToken);
        var half = records.Count / 2;
        return await WriteAsync(importId, [.. records.Take(half)], 0, cancellationToken)
            && await WriteAsync(importId, [.. records.Skip(half)], bytesRead, cancellationToken);
    }

    private static bool IsTie(Exception exception) => exception switch
    {
        DbUpdateConcurrencyException or ConflictException => true,
        PostgresException { SqlState: PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.ForeignKeyViolation or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected } => true,
        DbUpdateException { InnerException: { } inner } => IsTie(inner),
        _ => false,
    };

    /// <summary>Why the database refuses what is in the records (classes 22, 23 and 54 of SQLSTATE); null where something else is the matter.</summary>
    private static string? RefusalOf(Exception exception) => exception switch
    {
        PostgresException error when error.SqlState[..2] is "22" or "23" or "54" => error.MessageText,
        ConflictException conflict => conflict.Message,
        DbUpdateException { InnerException: { } inner } => RefusalOf(inner),
        _ => null,
    };
}
