using Npgsql;

namespace Lms.Tests.Stress;

/// <summary>Holds the tables against the ledger, and against each other. Each check lists what contradicts it.</summary>
public static class LedgerReplay
{
    /// <summary>When a row was written down; a return through the book drop happened earlier.</summary>
    private const string Recorded = "coalesce((before->>'recordedAt')::timestamptz, at)";

    private static readonly (string Law, string Exceptions)[] All =
    [
        ("A copy is where its last ledger row says",
            """
            SELECT copies.id FROM copies JOIN LATERAL (
                SELECT copy_status FROM transactions WHERE copy_id = copies.id AND copy_status IS NOT NULL ORDER BY id DESC LIMIT 1) AS last ON true
            WHERE last.copy_status <> copies.status
            """),
        ("A copy without a ledger row stands on its shelf",
            "SELECT id FROM copies WHERE status <> 'available' AND NOT EXISTS (SELECT FROM transactions WHERE copy_id = copies.id)"),
        ("A copy is on loan exactly while a loan of it is open",
            "SELECT id FROM copies WHERE (status = 'onLoan') <> EXISTS (SELECT FROM loans WHERE copy_id = copies.id AND status = 'open')"),
        ("A copy waits on the hold shelf for a ready hold, or to be cleared away",
            """
            SELECT id FROM copies WHERE status = 'onHoldShelf' AND NOT EXISTS (SELECT FROM holds WHERE filled_by_copy_id = copies.id AND status = 'ready')
            UNION ALL
            SELECT id FROM holds WHERE status = 'ready' AND NOT EXISTS (SELECT FROM copies WHERE id = holds.filled_by_copy_id AND status = 'onHoldShelf' AND branch_id = holds.pickup_branch_id)
            """),
        ("A copy travels exactly while a transfer of it is open",
            "SELECT id FROM copies WHERE (status = 'inTransit') <> EXISTS (SELECT FROM transfers WHERE copy_id = copies.id AND ended_at IS NULL)"),
        ("A hold in transit has a copy in transit",
            "SELECT id FROM holds WHERE status = 'inTransit' AND NOT EXISTS (SELECT FROM copies WHERE id = holds.filled_by_copy_id AND status = 'inTransit')"),
        ("No copy was ever on two loans at once",
            """
            SELECT one.id FROM loans AS one JOIN loans AS other ON other.copy_id = one.copy_id AND other.id > one.id
            WHERE one.status <> 'undone' AND other.status <> 'undone'
                AND tstzrange(one.checked_out_at, one.returned_at, '[)') && tstzrange(other.checked_out_at, other.returned_at, '[)')
            """),
        ("Every loan has one checkout in the ledger",
            "SELECT id FROM loans WHERE (SELECT count(*) FROM transactions WHERE loan_id = loans.id AND type = 'checkout') <> 1"),
        ("Every loan was returned as often as the ledger says, less what was taken back",
            """
            SELECT id FROM loans WHERE status IN ('open', 'returned') AND (status = 'returned')::int <> (
                SELECT count(*) FROM transactions AS row WHERE loan_id = loans.id AND type = 'return' AND NOT EXISTS (SELECT FROM transactions WHERE undoes_id = row.id))
            """),
        ("Every loan was renewed as often as the ledger says, less what was taken back",
            """
            SELECT id FROM loans WHERE renewals <> (
                SELECT count(*) FROM transactions AS row WHERE loan_id = loans.id AND type = 'renewal' AND NOT EXISTS (SELECT FROM transactions WHERE undoes_id = row.id))
            """),
        ("Every hold was placed once and ended at most once",
            """
            SELECT id FROM holds WHERE (SELECT count(*) FROM transactions WHERE hold_id = holds.id AND type = 'holdPlaced') <> 1
                OR (ended_at IS NOT NULL)::int <> (SELECT count(*) FROM transactions AS row WHERE hold_id = holds.id
                    AND type IN ('holdFulfilled', 'holdCancelled', 'holdExpired') AND NOT EXISTS (SELECT FROM transactions WHERE undoes_id = row.id))
                AND NOT EXISTS (SELECT FROM transactions WHERE type = 'undo')
            """),
        ("Nobody waits twice for one book",
            "SELECT user_id FROM holds WHERE ended_at IS NULL GROUP BY user_id, book_id HAVING count(*) > 1"),
        ("No two holds of a book have one place",
            "SELECT book_id FROM holds WHERE ended_at IS NULL GROUP BY book_id, rank HAVING count(*) > 1"),
        ("A balance is what the ledger says",
            """
            SELECT user_id FROM (
                SELECT user_id, sum(amount) AS amount FROM account_entries GROUP BY user_id
                UNION ALL
                SELECT user_id, -sum(amount) FROM transactions WHERE amount IS NOT NULL GROUP BY user_id) AS both_sides
            GROUP BY user_id HAVING sum(amount) <> 0
            """),
        ("Nothing is settled twice",
            """
            SELECT id FROM account_entries WHERE abs(amount) < coalesce((SELECT sum(amount) FROM allocations WHERE charge_id = account_entries.id), 0)
                OR abs(amount) < coalesce((SELECT sum(amount) FROM allocations WHERE credit_id = account_entries.id), 0)
            """),
        ("Nobody has both debts and credit left",
            """
            SELECT user_id FROM (
                SELECT user_id, type IN ('charge', 'refund') AS owed, abs(amount) - coalesce((SELECT sum(amount) FROM allocations WHERE account_entries.id IN (charge_id, credit_id)), 0) AS left_over
                FROM account_entries WHERE user_id IS NOT NULL) AS entries
            WHERE left_over > 0 GROUP BY user_id HAVING count(DISTINCT owed) > 1
            """),
        ("Every entry of an account stands in the ledger, and no other money does",
            """
            (SELECT user_id, type, amount, at FROM account_entries EXCEPT ALL SELECT user_id, type, amount, at FROM transactions WHERE amount IS NOT NULL)
            UNION ALL
            (SELECT user_id, type, amount, at FROM transactions WHERE amount IS NOT NULL EXCEPT ALL SELECT user_id, type, amount, at FROM account_entries)
            """),
        ("A credit settles charges of the same user",
            """
            SELECT allocations.id FROM allocations JOIN account_entries AS charge ON charge.id = charge_id JOIN account_entries AS credit ON credit.id = credit_id
            WHERE charge.amount < 0 OR credit.amount > 0 OR charge.user_id IS DISTINCT FROM credit.user_id
            """),
        ("A copy fills one hold at a time",
            "SELECT filled_by_copy_id FROM holds WHERE status IN ('inTransit', 'ready') GROUP BY filled_by_copy_id HAVING count(*) > 1"),
        ("A copy is on one way at a time",
            "SELECT copy_id FROM transfers WHERE ended_at IS NULL GROUP BY copy_id HAVING count(*) > 1"),
        ("A hold stands as the ledger says",
            """
            SELECT holds.id FROM holds JOIN LATERAL (
                SELECT type FROM transactions WHERE hold_id = holds.id AND type IN ('holdPlaced', 'holdFilled', 'holdReady', 'holdUnfilled', 'holdFulfilled', 'holdCancelled', 'holdExpired')
                ORDER BY id DESC LIMIT 1) AS last ON true
            WHERE CASE
                WHEN last.type IN ('holdPlaced', 'holdUnfilled') THEN status <> 'waiting'
                WHEN last.type IN ('holdFilled', 'holdReady') THEN status NOT IN ('inTransit', 'ready')
                ELSE 'hold' || initcap(status) <> last.type END
                AND NOT EXISTS (SELECT FROM transactions WHERE type = 'undo')
            """),
        ("A loan has the moments and the due date that the ledger says",
            """
            SELECT id FROM loans WHERE status <> 'undone' AND NOT EXISTS (SELECT FROM transactions WHERE loan_id = loans.id AND type = 'checkout' AND at = checked_out_at)
                OR status = 'returned' AND NOT EXISTS (SELECT FROM transactions WHERE loan_id = loans.id AND type = 'return' AND at = returned_at)
                OR status = 'open' AND due_at <> (SELECT due_at FROM transactions WHERE loan_id = loans.id AND due_at IS NOT NULL ORDER BY id DESC LIMIT 1)
            """),
        ("The ledger tells of a copy in the order in which it happened",
            $"""
            SELECT id FROM (
                SELECT id, {Recorded} AS recorded, lag({Recorded}) OVER (PARTITION BY copy_id ORDER BY id) AS previous FROM transactions WHERE copy_id IS NOT NULL) AS rows
            WHERE recorded < previous
            """),
        ("An account tells of a user in the order in which it happened",
            "SELECT id FROM (SELECT id, at, lag(at) OVER (PARTITION BY user_id ORDER BY id) AS previous FROM account_entries WHERE user_id IS NOT NULL) AS entries WHERE at < previous"),
        ("At every moment the ledger has a copy on loan exactly while one loan of it runs",
            $"""
            SELECT id FROM (
                SELECT id, copy_id, copy_status, recorded, lead(recorded) OVER (PARTITION BY copy_id ORDER BY id) AS next, sum(step) OVER (PARTITION BY copy_id ORDER BY id) AS running
                FROM (
                    SELECT id, copy_id, copy_status, {Recorded} AS recorded, CASE
                        WHEN type = 'checkout' THEN 1
                        WHEN loan_id IS NULL OR type NOT IN ('return', 'lost', 'claimedReturned') THEN 0
                        WHEN row_number() OVER (PARTITION BY loan_id, type IN ('return', 'lost', 'claimedReturned') ORDER BY id) = 1 THEN -1
                        ELSE 0 END AS step
                    FROM transactions WHERE copy_status IS NOT NULL) AS steps) AS moments
            WHERE next IS DISTINCT FROM recorded AND running <> (copy_status = 'onLoan')::int
                AND copy_id NOT IN (SELECT copy_id FROM transactions WHERE type = 'undo' AND copy_id IS NOT NULL)
            """),
    ];

    /// <summary>What must hold.</summary>
    public static IEnumerable<string> Laws => All.Select(one => one.Law);

    /// <summary>What contradicts the laws, each with the ids of the rows; empty where all agrees.</summary>
    public static async Task<IReadOnlyList<string>> ContradictionsAsync(NpgsqlDataSource database)
    {
        await using var connection = await database.OpenConnectionAsync();
        return await ContradictionsAsync(connection);
    }

    /// <summary>What contradicts the laws as one connection sees the tables.</summary>
    public static async Task<IReadOnlyList<string>> ContradictionsAsync(NpgsqlConnection connection)
    {
        var found = new List<string>();
        foreach (var (law, exceptions) in All)
        {
            await using var command = new NpgsqlCommand($"SELECT string_agg(exception::text, ', ') FROM ({exceptions}) AS exception", connection);
            if (await command.ExecuteScalarAsync() is string rows)
                found.Add($"{law}: {rows}");
        }

        return found;
    }
}
