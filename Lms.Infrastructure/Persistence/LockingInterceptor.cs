using System.Data.Common;
using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Lms.Infrastructure.Persistence;

/// <summary>
/// Puts the locks that a use case asked for in front of its next query: statements of their own in the same round trip. PostgreSQL gives
/// each statement its own snapshot (READ COMMITTED), so the query sees what was committed while the locks were waited for.
/// </summary>
internal sealed class LockingInterceptor : DbCommandInterceptor
{
    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is LmsDbContext context && eventData.CommandSource is CommandSource.LinqQuery && context.TakePendingLocks() is { Count: > 0 } locks)
            Prepend(command, locks);
        return ValueTask.FromResult(result);
    }

    public override async ValueTask<DbDataReader> ReaderExecutedAsync(
        DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken = default)
    {
        for (var index = 0; command.Parameters.Contains(NameOf(index)); index++)
            await result.NextResultAsync(cancellationToken);
        return result;
    }

    private static void Prepend(DbCommand command, IReadOnlyList<PendingLock> locks)
    {
        var text = new StringBuilder();
        foreach (var (index, pending) in locks.Index())
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = NameOf(index);
            parameter.Value = pending.Value;
            command.Parameters.Add(parameter);
            text.Append(string.Format(CultureInfo.InvariantCulture, pending.Statement, "@" + NameOf(index))).Append(";\n");
        }

        command.CommandText = text.Append(command.CommandText).ToString();
    }

    private static string NameOf(int index) => string.Create(CultureInfo.InvariantCulture, $"lock_{index}");
}
