using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Lms.Tests;

/// <summary>Listens to all that Lms says to its database while the tests run.</summary>
internal sealed partial class Statements : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    private readonly ConcurrentDictionary<ActivityTraceId, ConcurrentQueue<string>> _heard = new();
    private readonly ConcurrentDictionary<string, bool> _slow = new();

    /// <summary>
    /// Statements that read a whole table for a few rows, however large it is: they number its rows to find one of them, which is what EF Core
    /// makes of a correlated First in a projection, or sort by what was made of a column, which no index serves, or count off the rows before a page.
    /// </summary>
    public IEnumerable<string> ThatReadWholeTables => _slow.Keys;

    /// <summary>Begins to keep the round trips of the requests of a trace.</summary>
    public IReadOnlyCollection<string> Follow(ActivityTraceId trace) => _heard.GetOrAdd(trace, _ => new ConcurrentQueue<string>());

    public void OnNext(DiagnosticListener listener)
    {
        if (listener.Name == DbLoggerCategory.Name)
            listener.Subscribe(this);
    }

    public void OnNext(KeyValuePair<string, object?> happened)
    {
        var roundTrip = happened.Value switch
        {
            CommandExecutedEventData executed => executed.Command.CommandText,
            TransactionEndEventData when happened.Key == RelationalEventId.TransactionCommitted.Name => "COMMIT",
            _ => null,
        };
        if (roundTrip is null)
            return;
        if (ReadingWholeTable().IsMatch(roundTrip))
            _slow.TryAdd(roundTrip, true);
        if (Activity.Current is { } activity && _heard.TryGetValue(activity.TraceId, out var heard))
            heard.Enqueue(roundTrip);
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    [GeneratedRegex(@"ROW_NUMBER\(\) OVER\(PARTITION|ORDER BY [^\n]*::bigint|OFFSET [@$]")]
    private static partial Regex ReadingWholeTable();
}
