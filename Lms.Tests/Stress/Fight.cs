using System.Collections.Concurrent;
using System.Text.Json;

namespace Lms.Tests.Stress;

/// <summary>Many clients that fight over few copies and few users, each doing at random what desks and members do.</summary>
/// <param name="desks">A librarian at each API process.</param>
/// <param name="barcodes">The copies.</param>
/// <param name="books">Their books.</param>
/// <param name="users">The users.</param>
/// <param name="branches">The branches.</param>
public sealed class Fight(IReadOnlyList<Visitor> desks, IReadOnlyList<string> barcodes, IReadOnlyList<int> books, IReadOnlyList<int> users, IReadOnlyList<int> branches)
{
    private readonly ConcurrentDictionary<int, byte> _loans = [];
    private readonly ConcurrentDictionary<int, byte> _holds = [];
    private readonly ConcurrentQueue<string> _faults = [];
    private readonly ConcurrentDictionary<string, int> _answers = [];

    /// <summary>The loans that a client was told of.</summary>
    public ICollection<int> Loans => _loans.Keys;

    /// <summary>The holds that a client was told of.</summary>
    public ICollection<int> Holds => _holds.Keys;

    /// <summary>Answers that nobody should ever get.</summary>
    public IReadOnlyCollection<string> Faults => _faults;

    /// <summary>How often which act was answered how.</summary>
    public IEnumerable<string> Answers => _answers.OrderBy(answer => answer.Key, StringComparer.Ordinal).Select(answer => $"{answer.Key}: {answer.Value}");

    /// <summary>Lets clients act until the time is up.</summary>
    public async Task RunAsync(int clients, TimeSpan time, int seed)
    {
        using var end = new CancellationTokenSource(time);
        await Task.WhenAll(Enumerable.Range(0, clients).Select(client => ActAsync(desks[client % desks.Count], new Random(seed + client), end.Token)));
    }

    private async Task ActAsync(Visitor desk, Random chance, CancellationToken end)
    {
        while (!end.IsCancellationRequested)
            await ActAsync(desk, chance);
    }

    private async Task ActAsync(Visitor desk, Random chance)
    {
        var (act, answer) = chance.Next(100) switch
        {
            < 30 => ("checkout", await desk.PostAsync("/loans", new { copyBarcode = Any(barcodes, chance), userId = Any(users, chance) })),
            < 55 => ("return", await desk.PostAsync("/returns", new { copyBarcode = Any(barcodes, chance), branchId = Any(branches, chance) })),
            < 65 when AnyKnown(_loans, chance) is { } loan => ("renew", await desk.PostAsync($"/loans/{loan}/renew")),
            < 80 => ("hold", await desk.PostAsync("/holds", new { bookId = Any(books, chance), userId = Any(users, chance), pickupBranchId = Any(branches, chance) })),
            < 87 when AnyKnown(_holds, chance) is { } hold => ("cancel", await desk.DeleteAsync($"/holds/{hold}")),
            < 91 when AnyKnown(_holds, chance) is { } hold => ("move", await desk.PostAsync($"/holds/{hold}/move", new { position = chance.Next(1, 4) })),
            < 95 => ("charge", await desk.PostAsync($"/users/{Any(users, chance)}/charges", new { amount = chance.Next(1, 500) / 100m, note = "fight" })),
            _ => ("pay", await desk.PostAsync($"/users/{Any(users, chance)}/payments", new { amount = chance.Next(1, 500) / 100m })),
        };
        Note(act, answer);
    }

    private void Note(string act, Reply answer)
    {
        _answers.AddOrUpdate($"{act} {(int)answer.Status}", 1, (_, count) => count + 1);
        if ((int)answer.Status >= 500 || answer.Status is HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized || answer.Text.Contains("too-much-going-on", StringComparison.Ordinal))
            _faults.Enqueue($"{act}: {(int)answer.Status} {answer.Text}");
        if (answer.Status is HttpStatusCode.Created && act is ("checkout" or "hold") && answer.Json.TryGetProperty("id", out var id) && id.ValueKind is JsonValueKind.Number)
            (act is "hold" ? _holds : _loans).TryAdd(id.GetInt32(), 0);
    }

    private static T Any<T>(IReadOnlyList<T> choices, Random chance) => choices[chance.Next(choices.Count)];

    private static int? AnyKnown(ConcurrentDictionary<int, byte> known, Random chance) =>
        known.Keys.Skip(chance.Next(Math.Max(known.Count, 1))).Select(id => (int?)id).FirstOrDefault();
}
