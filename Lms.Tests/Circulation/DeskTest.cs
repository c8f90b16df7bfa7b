using System.Globalization;
using Lms.Tests.Stress;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Lms.Tests.Circulation;

/// <summary>What is done at every desk, in words short enough for a test.</summary>
public abstract class DeskTest : LibraryTest
{
    [TearDown]
    public async Task Ledger_and_tables_agree() =>
        Assert.That(await LedgerReplay.ContradictionsAsync(Library.Services.GetRequiredService<NpgsqlDataSource>()), Is.Empty);

    protected Task<Reply> TryToLendAsync(string barcode, Visitor borrower) =>
        Library.Librarian.PostAsync("/loans", new { copyBarcode = barcode, userId = borrower.Id });

    protected async Task<Reply> LendAsync(string barcode, Visitor borrower) => (await TryToLendAsync(barcode, borrower)).Expect(HttpStatusCode.Created);

    protected async Task<Reply> TakeBackAsync(string barcode) => (await Library.Librarian.PostAsync("/returns", new { copyBarcode = barcode })).Expect(HttpStatusCode.OK);

    protected Task<Reply> RenewAsync(Reply loan) => Library.Librarian.PostAsync($"/loans/{loan.Id}/renew");

    protected async Task<Reply> CopyAsync(string barcode) =>
        await Library.Librarian.GetAsync($"/copies/{await Library.ScalarAsync<int>($"SELECT id FROM copies WHERE barcode = '{barcode}'")}");

    protected async Task MarkAsync(string barcode, string status) =>
        (await Library.Librarian.PatchAsync($"/copies/{(await CopyAsync(barcode)).Id}", new { status })).Expect(HttpStatusCode.OK);

    /// <summary>Somebody takes the last place in the queue for a book.</summary>
    protected Task<int> WaitForAsync(Visitor reader, int bookId, int? branchId = null) => Library.ScalarAsync<int>(
        $"""
        WITH hold AS (
            INSERT INTO holds (id, book_id, user_id, pickup_branch_id, rank, status, placed_at, suspended)
            SELECT id, {bookId}, {reader.Id}, {branchId?.ToString(CultureInfo.InvariantCulture) ?? "(SELECT min(id) FROM branches)"}, id, 'waiting', '{Now}', false FROM nextval('hold_ids') AS id
            RETURNING id)
        INSERT INTO transactions (type, at, user_id, book_id, hold_id) SELECT 'holdPlaced', '{Now}', {reader.Id}, {bookId}, id FROM hold RETURNING hold_id
        """);

    /// <summary>Somebody owes something.</summary>
    protected Task<long> OweAsync(Visitor reader, string amount) => Library.ScalarAsync<long>(
        $"""
        WITH charge AS (INSERT INTO account_entries (user_id, type, reason, amount, at) VALUES ({reader.Id}, 'charge', 'other', {amount}, '{Now}'))
        INSERT INTO transactions (type, at, user_id, amount) VALUES ('charge', '{Now}', {reader.Id}, {amount}) RETURNING id
        """);

    /// <summary>A borrowed copy is given up as lost, for a fee of 20.</summary>
    protected Task<int> LoseAsync(Reply loan) => Library.ScalarAsync<int>(
        $"""
        WITH fee AS (
            INSERT INTO account_entries (user_id, type, reason, amount, loan_id, at) SELECT user_id, 'charge', 'lostFee', 20, id, '{Now}' FROM loans WHERE id = {loan.Id}),
        charge AS (INSERT INTO transactions (type, at, user_id, loan_id, amount) SELECT 'charge', '{Now}', user_id, id, 20 FROM loans WHERE id = {loan.Id}),
        row AS (INSERT INTO transactions (type, at, user_id, copy_id, loan_id, copy_status) SELECT 'lost', '{Now}', user_id, copy_id, id, 'lost' FROM loans WHERE id = {loan.Id}),
        copy AS (UPDATE copies SET status = 'lost' WHERE id = {loan["copyId"]})
        UPDATE loans SET status = 'lost', lost_at = '{Now}' WHERE id = {loan.Id} RETURNING id
        """);

    /// <summary>A borrower says that a copy was returned.</summary>
    protected Task<int> ClaimAsync(Reply loan) => Library.ScalarAsync<int>(
        $"""
        WITH row AS (INSERT INTO transactions (type, at, user_id, copy_id, loan_id, copy_status) SELECT 'claimedReturned', '{Now}', user_id, copy_id, id, 'claimedReturned' FROM loans WHERE id = {loan.Id}),
        copy AS (UPDATE copies SET status = 'claimedReturned' WHERE id = {loan["copyId"]})
        UPDATE loans SET status = 'claimedReturned', claimed_at = '{Now}' WHERE id = {loan.Id} RETURNING id
        """);

    protected Task<decimal> BalanceAsync(Visitor reader) => Library.ScalarAsync<decimal>($"SELECT coalesce(sum(amount), 0) FROM account_entries WHERE user_id = {reader.Id}");

    protected Task<string> HoldStatusAsync(int hold) => Library.ScalarAsync<string>($"SELECT status FROM holds WHERE id = {hold}");

    protected async Task<Reply> LedgerAsync(string conditions) => (await Library.Librarian.GetAsync($"/transactions?{conditions}&sort=id")).Expect(HttpStatusCode.OK);

    protected string Now => Library.Clock.GetUtcNow().ToString("O", CultureInfo.InvariantCulture);
}
