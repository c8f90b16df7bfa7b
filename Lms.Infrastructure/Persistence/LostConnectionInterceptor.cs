using System.Data;
using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace Lms.Infrastructure.Persistence;

/// <summary>
/// A transaction ends with its connection. EF Core would open another one for the next statement and go on outside any transaction, so that half of a use
/// case could stay: here it fails instead, as whatever fails because the database is away.
/// </summary>
internal sealed class LostConnectionInterceptor : DbConnectionInterceptor, IDbTransactionInterceptor
{
    /// <exception cref="NpgsqlException">The connection was lost in a transaction.</exception>
    public override ValueTask<InterceptionResult> ConnectionOpeningAsync(DbConnection connection, ConnectionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is LmsDbContext { InTransaction: true } context)
        {
            context.InTransaction = false;
            throw Lost();
        }

        return ValueTask.FromResult(result);
    }

    public override InterceptionResult ConnectionClosing(DbConnection connection, ConnectionEventData eventData, InterceptionResult result)
    {
        Note(eventData, inTransaction: false);
        return result;
    }

    public override ValueTask<InterceptionResult> ConnectionClosingAsync(DbConnection connection, ConnectionEventData eventData, InterceptionResult result)
    {
        Note(eventData, inTransaction: false);
        return ValueTask.FromResult(result);
    }

    public ValueTask<DbTransaction> TransactionStartedAsync(DbConnection connection, TransactionEndEventData eventData, DbTransaction result, CancellationToken cancellationToken = default)
    {
        Note(eventData, inTransaction: true);
        return ValueTask.FromResult(result);
    }

    /// <exception cref="NpgsqlException">The connection was lost before.</exception>
    public ValueTask<InterceptionResult> TransactionCommittingAsync(DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) =>
        IsOpen(transaction) ? ValueTask.FromResult(result) : throw Lost();

    public Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Note(eventData, inTransaction: false);
        return Task.CompletedTask;
    }

    public Task TransactionRolledBackAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Note(eventData, inTransaction: false);
        return Task.CompletedTask;
    }

    /// <summary>A transaction that broke with its connection does not even say which that was.</summary>
    private static bool IsOpen(DbTransaction transaction)
    {
        try
        {
            return transaction.Connection is { State: ConnectionState.Open };
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static void Note(DbContextEventData eventData, bool inTransaction)
    {
        if (eventData.Context is LmsDbContext context)
            context.InTransaction = inTransaction;
    }

    private static NpgsqlException Lost() => new("The connection was lost in a transaction.", new IOException("It was closed from the other side."));
}
