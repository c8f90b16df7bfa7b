using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Lms.Tests.Stress;

/// <summary>A checker that cannot fail proves nothing: each law is broken once, behind the library's back.</summary>
public sealed class NoticingContradictions : LibraryTest
{
    private static readonly (string Law, string Corruption)[] Corruptions =
    [
        ("A copy is where its last ledger row says", "UPDATE copies SET status = 'available' WHERE status = 'onLoan'"),
        ("A copy without a ledger row stands on its shelf", "UPDATE copies SET status = 'missing' WHERE id NOT IN (SELECT copy_id FROM transactions WHERE copy_id IS NOT NULL)"),
        ("A copy is on loan exactly while a loan of it is open", "UPDATE copies SET status = 'available' WHERE status = 'onLoan'"),
        ("A copy waits on the hold shelf for a ready hold, or to be cleared away", "UPDATE holds SET status = 'waiting' WHERE status = 'ready'"),
        ("A copy travels exactly while a transfer of it is open", "UPDATE transfers SET ended_at = sent_at"),
        ("A hold in transit has a copy in transit", "UPDATE copies SET status = 'available' WHERE status = 'inTransit'"),
        ("No copy was ever on two loans at once", "UPDATE loans SET checked_out_at = '2020-01-01'"),
        ("Every loan has one checkout in the ledger", "DELETE FROM transactions WHERE type = 'checkout'"),
        ("Every loan was returned as often as the ledger says, less what was taken back", "DELETE FROM transactions WHERE type = 'return'"),
        ("Every loan was renewed as often as the ledger says, less what was taken back", "UPDATE loans SET renewals = renewals + 1"),
        ("Every hold was placed once and ended at most once", "DELETE FROM transactions WHERE type = 'holdPlaced'"),
        ("Nobody waits twice for one book", "DROP INDEX one_active_hold_per_user_and_book; UPDATE holds SET user_id = (SELECT min(user_id) FROM holds)"),
        ("No two holds of a book have one place", "UPDATE holds SET rank = 1"),
        ("A balance is what the ledger says", "DELETE FROM account_entries WHERE type = 'payment'"),
        ("Nothing is settled twice", "INSERT INTO allocations (credit_id, charge_id, amount) SELECT credit_id, charge_id, amount FROM allocations"),
        ("Nobody has both debts and credit left", "DELETE FROM allocations"),
        ("Every entry of an account stands in the ledger, and no other money does", "UPDATE account_entries SET amount = amount + 1 WHERE type = 'charge'; UPDATE account_entries SET amount = amount - 1 WHERE type = 'payment'"),
        ("A credit settles charges of the same user", "UPDATE account_entries SET user_id = (SELECT min(id) FROM patrons) WHERE type = 'payment'"),
        ("A copy fills one hold at a time", "DROP INDEX one_filled_hold_per_copy; UPDATE holds SET filled_by_copy_id = (SELECT min(id) FROM copies)"),
        ("A copy is on one way at a time", "DROP INDEX one_open_transfer_per_copy; INSERT INTO transfers (copy_id, from_branch_id, to_branch_id, sent_at, arrived) SELECT copy_id, from_branch_id, to_branch_id, sent_at, arrived FROM transfers"),
        ("A hold stands as the ledger says", "UPDATE holds SET status = 'cancelled', ended_at = placed_at WHERE status = 'waiting'"),
        ("A loan has the moments and the due date that the ledger says", "UPDATE loans SET due_at = due_at + interval '1 day' WHERE status = 'open'"),
        ("The ledger tells of a copy in the order in which it happened", "UPDATE transactions SET at = '2020-01-01' WHERE type = 'renewal'"),
        ("An account tells of a user in the order in which it happened", "UPDATE account_entries SET at = '2020-01-01' WHERE type = 'payment'"),
        ("At every moment the ledger has a copy on loan exactly while one loan of it runs", "UPDATE transactions SET type = 'checkout' WHERE type = 'renewal'"),
    ];

    private static IEnumerable<TestCaseData> Broken => Corruptions.Select(one => new TestCaseData(one.Law, one.Corruption).SetArgDisplayNames(one.Law));

    /// <summary>Copies on loan, on the hold shelf, on their way and on the shelf; a queue; an account with something settled and something owed.</summary>
    [SetUp]
    public async Task Let_things_happen()
    {
        var (member, other, east) = (Library.Member.Id, Library.OtherMember.Id, await Library.OpenBranchAsync("EAST"));
        var (here, there, _) = (await Library.ShelveAsync("Here", copies: 2), await Library.ShelveAsync("There"), await Library.ShelveAsync("Untouched"));
        var kept = await PostAsync("/loans", new { copyBarcode = here.Barcodes[0], userId = member });
        Library.Clock.Advance(TimeSpan.FromMinutes(1));
        await PostAsync($"/loans/{kept.Id}/renew", new { dueAt = "2026-05-01T00:00:00Z" });
        await PostAsync("/loans", new { copyBarcode = here.Barcodes[1], userId = member });
        await PostAsync("/loans", new { copyBarcode = there.Barcode, userId = member });
        Library.Clock.Advance(TimeSpan.FromMinutes(1));
        await PostAsync("/returns", new { copyBarcode = there.Barcode });
        Library.Clock.Advance(TimeSpan.FromMinutes(1));
        await PostAsync("/loans", new { copyBarcode = there.Barcode, userId = member });
        await PostAsync("/holds", new { bookId = there.BookId, userId = other, pickupBranchId = east });
        foreach (var reader in (int[])[other, Library.Librarian.Id, Library.Admin.Id])
            await PostAsync("/holds", new { bookId = here.BookId, userId = reader });
        await PostAsync($"/users/{member}/charges", new { amount = 5m });
        Library.Clock.Advance(TimeSpan.FromMinutes(1));
        await PostAsync("/returns", new { copyBarcode = there.Barcode });
        await PostAsync("/returns", new { copyBarcode = here.Barcodes[1] });
        await PostAsync($"/users/{member}/payments", new { amount = 3m });
    }

    [Test]
    public async Task A_library_that_was_left_alone_has_none()
    {
        Assert.That(await LedgerReplay.ContradictionsAsync(Library.Services.GetRequiredService<NpgsqlDataSource>()), Is.Empty);
        Assert.That(Corruptions.Select(one => one.Law), Is.EquivalentTo(LedgerReplay.Laws), "every law is broken here");
    }

    [TestCaseSource(nameof(Broken))]
    public async Task A_table_that_was_tampered_with_is_noticed(string law, string corruption)
    {
        await using var connection = await Library.Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var command = new NpgsqlCommand($"SET LOCAL session_replication_role = replica; {corruption}", connection);
        await command.ExecuteNonQueryAsync();

        var found = await LedgerReplay.ContradictionsAsync(connection);

        Assert.That(found, Has.Some.StartsWith(law + ": "));
    }

    private async Task<Reply> PostAsync(string path, object body)
    {
        var answer = await Library.Librarian.PostAsync(path, body);
        Assert.That((int)answer.Status, Is.InRange(200, 299), answer.Text);
        return answer;
    }
}
