using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Lms.Tests.Stress;

/// <summary>Many clients that fight over few copies and few users, each doing at random what desks and members do.</summary>
/// <param name="desks">A librarian at each API process; where a process was started again, whoever sits there now.</param>
/// <param name="spoils">What they fight over.</param>
/// <param name="clock">The library's clock.</param>
/// <param name="patient">Whether clients whose request got lost, or met a database that was away, send it again with the same Idempotency-Key until they know.</param>
public sealed class Fight(IReadOnlyList<Func<Visitor>> desks, Spoils spoils, TimeProvider clock, bool patient = false)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<int, byte> _loans = [];
    private readonly ConcurrentDictionary<int, byte> _holds = [];
    private readonly ConcurrentDictionary<int, byte> _ready = [];
    private readonly ConcurrentQueue<string> _faults = [];
    private readonly ConcurrentDictionary<string, int> _answers = [];
    private int _seed;
    private int _repetitions;
    private TimeSpan _lasted;

    /// <summary>What was acknowledged.</summary>
    public Deeds Deeds { get; } = new();

    /// <summary>Answers that nobody should ever get.</summary>
    public IReadOnlyCollection<string> Faults => _faults;

    /// <summary>How often which act was answered how, and what came of it all.</summary>
    public string Story
    {
        get
        {
            var acts = _answers.Values.Sum();
            var answers = _answers.OrderBy(answer => answer.Key, StringComparer.Ordinal).Select(answer => $"  {answer.Key}: {answer.Value}");
            return string.Create(CultureInfo.InvariantCulture, $"Seed {_seed}: {acts} acts in {_lasted.TotalSeconds:0} s, {acts / _lasted.TotalSeconds:0} a second; {Deeds.Acknowledged} deeds acknowledged, {_repetitions} requests sent again.\n{string.Join('\n', answers)}");
        }
    }

    /// <summary>Lets clients act until the time is up, and until each knows what became of its last act.</summary>
    public async Task RunAsync(int clients, TimeSpan time, int seed)
    {
        _seed = seed;
        var began = Stopwatch.StartNew();
        using var end = new CancellationTokenSource(time);
        await Task.WhenAll(Enumerable.Range(0, clients).Select(client => ActAsync(client, new Random(unchecked(seed + client)), end.Token)));
        _lasted = began.Elapsed;
    }

    private async Task ActAsync(int client, Random chance, CancellationToken end)
    {
        for (var number = 0; !end.IsCancellationRequested; number++)
            await ActAsync(client, $"{_seed}-{client}-{number}", chance);
    }

    private async Task ActAsync(int client, string key, Random chance)
    {
        var act = chance.Next(100) switch
        {
            < 28 => new Act("checkout", HttpMethod.Post, "/loans", new { copyBarcode = Any(spoils.Barcodes, chance), userId = Any(spoils.Users, chance) }),
            < 52 => new Act("return", HttpMethod.Post, "/returns", new { copyBarcode = Any(spoils.Barcodes, chance), branchId = Any(spoils.Branches, chance) }),
            < 61 when AnyKnown(_loans, chance) is { } loan => new Act("renew", HttpMethod.Post, $"/loans/{loan}/renew", new { @override = new { reason = "They are fighting." } }, loan),
            < 63 when AnyKnown(_loans, chance) is { } loan => new Act("hurry", HttpMethod.Patch, $"/loans/{loan}", new { dueAt = clock.GetUtcNow() + Soon }),
            < 78 => new Act("hold", HttpMethod.Post, "/holds", new { bookId = Any(spoils.Books, chance), userId = Any(spoils.Users, chance), pickupBranchId = Any(spoils.Branches, chance) }),
            < 84 when AnyKnown(_holds, chance) is { } hold => new Act("cancel", HttpMethod.Delete, $"/holds/{hold}", Subject: hold),
            < 87 when AnyKnown(_ready, chance) is { } hold => new Act("keep", HttpMethod.Patch, $"/holds/{hold}", new { pickupBy = clock.GetUtcNow() + Soon }),
            < 91 when AnyKnown(_holds, chance) is { } hold => new Act("move", HttpMethod.Post, $"/holds/{hold}/move", new { position = chance.Next(1, 4) }),
            < 95 => new Act("charge", HttpMethod.Post, $"/users/{Any(spoils.Users, chance)}/charges", new { amount = chance.Next(1, 500) / 100m, note = key }, key),
            _ => new Act("pay", HttpMethod.Post, $"/users/{Any(spoils.Users, chance)}/payments", new { amount = chance.Next(1, 500) / 100m, note = key }, key),
        };
        await ActAsync(client, key, act);
    }

    private async Task ActAsync(int client, string key, Act act)
    {
        var began = Stopwatch.StartNew();
        for (var attempt = 0; began.Elapsed < Patience; attempt++)
        {
            if (await AnswerAsync(desks[(client + attempt) % desks.Count](), act, key) is { } answer)
            {
                Note(act, answer, repeated: attempt > 0);
                return;
            }

            Interlocked.Increment(ref _repetitions);
            await Task.Delay(100);
        }

        _faults.Enqueue($"{act.Name}: never answered");
    }

    /// <summary>Null where the client does not know what became of it, and asks again.</summary>
    private async Task<Reply?> AnswerAsync(Visitor desk, Act act, string key)
    {
        try
        {
            using var body = act.Body is null ? null : JsonBody(act);
            var answer = await desk.SendAsync(act.Method, act.Path, body, ("Idempotency-Key", act.Method == HttpMethod.Post ? key : null));
            return patient && (answer.Status is HttpStatusCode.ServiceUnavailable || IsStillRunning(answer)) ? null : answer;
        }
        catch (Exception lost) when (patient && lost is HttpRequestException or IOException or OperationCanceledException)
        {
            return null;
        }
    }

    private void Note(Act act, Reply answer, bool repeated)
    {
        _answers.AddOrUpdate($"{act.Name} {(int)answer.Status}", 1, (_, count) => count + 1);
        if (IsFault(act, answer))
            _faults.Enqueue($"{act.Name}: {(int)answer.Status} {answer.Text}");
        else if (act.Name is "cancel" && repeated && answer.Status is HttpStatusCode.Conflict)
            Deeds.Doubt(act.Name, act.Subject!);
        if ((int)answer.Status is < 200 or >= 300 || act.Name is "hurry" or "keep" or "move")
            return;

        Deeds.Acknowledge(act.Name, act.Subject ?? (act.Name is "return" ? answer.Json.GetProperty("copy").GetProperty("id").GetInt32() : answer.Id));
        if (act.Name is "checkout" or "hold")
            (act.Name is "hold" ? _holds : _loans).TryAdd(answer.Id, 0);
        if (act.Name is "return" && answer.Json.GetProperty("hold") is { ValueKind: JsonValueKind.Object } found && found.GetProperty("status").GetString() is "ready")
            _ready.TryAdd(found.GetProperty("id").GetInt32(), 0);
    }

    /// <summary>Moments that lay in the future when a client named them may have passed when the request is read; all else was well formed.</summary>
    private static bool IsFault(Act act, Reply answer) => (int)answer.Status >= 500
        || answer.Status is HttpStatusCode.Unauthorized or HttpStatusCode.UnprocessableEntity or HttpStatusCode.TooManyRequests
        || (answer.Status is HttpStatusCode.BadRequest && act.Name is not ("hurry" or "keep"))
        || IsStillRunning(answer)
        || answer.Text.Contains("too-much-going-on", StringComparison.Ordinal);

    private static bool IsStillRunning(Reply answer) => answer.Status is HttpStatusCode.Conflict && answer.Text.Contains("request-in-progress", StringComparison.Ordinal);

    private static StringContent JsonBody(Act act) =>
        new(JsonSerializer.Serialize(act.Body), System.Text.Encoding.UTF8, act.Method == HttpMethod.Patch ? "application/merge-patch+json" : "application/json");

    private static T Any<T>(IReadOnlyList<T> choices, Random chance) => choices[chance.Next(choices.Count)];

    /// <summary>One of the newest, which are the most likely to be still open.</summary>
    private static int? AnyKnown(ConcurrentDictionary<int, byte> known, Random chance) =>
        known.Keys.OrderDescending().Take(10).ToList() is { Count: > 0 } newest ? newest[chance.Next(newest.Count)] : null;

    private sealed record Act(string Name, HttpMethod Method, string Path, object? Body = null, object? Subject = null);
}
