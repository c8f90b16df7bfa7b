namespace Lms.Tests.Circulation;

/// <summary>What is done at every desk, in words short enough for a test.</summary>
public abstract class DeskTest : LibraryTest
{
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
        INSERT INTO holds (id, book_id, user_id, pickup_branch_id, rank, status, placed_at, suspended)
        SELECT id, {bookId}, {reader.Id}, {branchId?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "(SELECT min(id) FROM branches)"}, id, 'waiting', '2026-03-01', false FROM nextval('hold_ids') AS id
        RETURNING id
        """);

    /// <summary>Somebody owes something.</summary>
    protected Task<long> OweAsync(Visitor reader, string amount) => Library.ScalarAsync<long>(
        $"INSERT INTO account_entries (user_id, type, reason, amount, at) VALUES ({reader.Id}, 'charge', 'other', {amount}, '2026-03-01') RETURNING id");

    /// <summary>A borrowed copy is given up as lost, for a fee of 20.</summary>
    protected Task<int> LoseAsync(Reply loan) => Library.ScalarAsync<int>(
        $"""
        WITH fee AS (
            INSERT INTO account_entries (user_id, type, reason, amount, loan_id, at) SELECT user_id, 'charge', 'lostFee', 20, id, '{Now}' FROM loans WHERE id = {loan.Id}),
        copy AS (UPDATE copies SET status = 'lost' WHERE id = {loan["copyId"]})
        UPDATE loans SET status = 'lost', lost_at = '{Now}' WHERE id = {loan.Id} RETURNING id
        """);

    protected Task<decimal> BalanceAsync(Visitor reader) => Library.ScalarAsync<decimal>($"SELECT coalesce(sum(amount), 0) FROM account_entries WHERE user_id = {reader.Id}");

    protected Task<string> HoldStatusAsync(int hold) => Library.ScalarAsync<string>($"SELECT status FROM holds WHERE id = {hold}");

    protected async Task<Reply> LedgerAsync(string conditions) => (await Library.Librarian.GetAsync($"/transactions?{conditions}&sort=id")).Expect(HttpStatusCode.OK);

    protected string Now => Library.Clock.GetUtcNow().ToString("O");
}
