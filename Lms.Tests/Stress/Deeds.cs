using System.Collections.Concurrent;
using Npgsql;

namespace Lms.Tests.Stress;

/// <summary>What clients were told was done, held against the ledger: each deed must be in it exactly once, and no other.</summary>
public sealed class Deeds
{
    private const string Ledger =
        """
        SELECT deed, count(*) FROM (
            SELECT CASE
                WHEN type = 'checkout' THEN 'checkout ' || loan_id
                WHEN type IN ('return', 'inHouseUse') THEN 'return ' || copy_id
                WHEN type = 'renewal' THEN 'renew ' || loan_id
                WHEN type = 'holdPlaced' THEN 'hold ' || hold_id
                WHEN type = 'holdCancelled' THEN 'cancel ' || hold_id
                WHEN type = 'charge' THEN 'charge ' || note
                WHEN type = 'payment' THEN 'pay ' || note END AS deed
            FROM transactions WHERE actor_id IS NOT NULL) AS deeds
        WHERE deed IS NOT NULL GROUP BY deed
        """;

    private readonly ConcurrentDictionary<string, int> _told = [];
    private readonly ConcurrentDictionary<string, byte> _perhaps = [];

    /// <summary>How many were acknowledged.</summary>
    public int Acknowledged => _told.Values.Sum();

    /// <summary>A client was told that it was done.</summary>
    public void Acknowledge(string act, object subject) => _told.AddOrUpdate($"{act} {subject}", 1, (_, count) => count + 1);

    /// <summary>A client lost the answer, and when it asked again, was told that it had been done before, by whomever.</summary>
    public void Doubt(string act, object subject) => _perhaps.TryAdd($"{act} {subject}", 0);

    /// <summary>Where ledger and clients disagree; empty where they agree.</summary>
    public async Task<IReadOnlyList<string>> DisagreementsAsync(NpgsqlDataSource database)
    {
        var written = new Dictionary<string, int>();
        await using var command = database.CreateCommand(Ledger);
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
            written[rows.GetString(0)] = (int)rows.GetInt64(1);
        return [.. _told.Keys.Union(written.Keys)
            .Select(deed => (deed, Told: _told.GetValueOrDefault(deed), Written: written.GetValueOrDefault(deed)))
            .Where(both => both.Told != both.Written && !(both.Told == 0 && both.Written == 1 && _perhaps.ContainsKey(both.deed)))
            .Select(both => $"{both.deed}: acknowledged {both.Told} times, in the ledger {both.Written} times")];
    }
}
