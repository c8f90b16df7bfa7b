using Npgsql;

namespace Lms.Tests.Circulation;

public sealed class KeepingTheLedger : LibraryTest
{
    private Shelved _first = null!;
    private Shelved _second = null!;
    private Reply _returned = null!;
    private Reply _open = null!;

    [SetUp]
    public async Task LendTwoBooksAndTakeOneBack()
    {
        _first = await Library.ShelveAsync("First");
        _second = await Library.ShelveAsync("Second");
        _returned = (await Library.Librarian.PostAsync("/loans", new { copyBarcode = _first.Barcode, userId = Library.Member.Id })).Expect(HttpStatusCode.Created);
        Library.Clock.Advance(TimeSpan.FromMinutes(5));
        _open = (await Library.Librarian.PostAsync("/loans", new { copyBarcode = _second.Barcode, userId = Library.OtherMember.Id, dueAt = "2026-03-02T20:36:00Z" })).Expect(HttpStatusCode.Created);
        Library.Clock.Advance(TimeSpan.FromMinutes(5));
        (await Library.Librarian.PostAsync("/returns", new { copyBarcode = _first.Barcode })).Expect(HttpStatusCode.OK);
    }

    [TestCase("UPDATE transactions SET at = now()")]
    [TestCase("UPDATE transactions SET type = 'renewal'")]
    [TestCase("UPDATE transactions SET loan_id = NULL")]
    [TestCase("UPDATE transactions SET user_id = user_id + 1")]
    [TestCase("UPDATE transactions SET actor_id = 1")]
    [TestCase("UPDATE transactions SET note = 'otherwise'")]
    [TestCase("DELETE FROM transactions")]
    public async Task Not_even_the_database_changes_a_row_of_the_ledger(string sql)
    {
        var before = await Library.FingerprintAsync();

        var refused = Assert.ThrowsAsync<PostgresException>(() => Library.ScalarAsync<long>($"WITH changed AS ({sql} RETURNING 1) SELECT count(*) FROM changed"));

        Assert.That(refused!.SqlState, Is.EqualTo(PostgresErrorCodes.RestrictViolation));
        Assert.That(await Library.FingerprintAsync(), Is.EqualTo(before));
    }

    [TestCase("transactions")]
    [TestCase("account_entries")]
    [TestCase("allocations")]
    public void Not_even_the_database_empties_a_table_of_the_ledger(string table)
    {
        var refused = Assert.ThrowsAsync<PostgresException>(() => TestDatabase.ExecuteAsync(Library.ConnectionString, $"TRUNCATE {table} CASCADE"));

        Assert.That(refused!.SqlState, Is.EqualTo(PostgresErrorCodes.RestrictViolation));
    }

    [Test]
    public async Task The_ledger_may_forget_whom_a_row_was_about()
    {
        var rows = await Library.ScalarAsync<long>("WITH changed AS (UPDATE transactions SET user_id = NULL, actor_id = NULL, note = NULL RETURNING 1) SELECT count(*) FROM changed");

        Assert.That(rows, Is.EqualTo(3));
    }

    [Test]
    public async Task What_happened_to_a_hold_is_read_by_the_hold()
    {
        var hold = (await Library.Librarian.PostAsync("/holds", new { bookId = _second.BookId, userId = Library.Member.Id })).Expect(HttpStatusCode.Created).Id;
        (await Library.Librarian.PostAsync("/holds", new { bookId = _first.BookId, userId = Library.Member.Id })).Expect(HttpStatusCode.Created);
        (await Library.Librarian.DeleteAsync($"/holds/{hold}")).Expect(HttpStatusCode.NoContent);

        var rows = (await Library.Librarian.GetAsync($"/transactions?holdId={hold}&sort=id")).Expect(HttpStatusCode.OK).Json.EnumerateArray();

        Assert.That(rows.Select(row => (row.GetProperty("holdId").GetInt32(), row.GetProperty("type").GetString())), Is.EqualTo([(hold, "holdPlaced"), (hold, "holdCancelled")]));
    }

    [Test]
    public async Task A_refused_action_leaves_no_row()
    {
        (await Library.Librarian.PostAsync("/loans", new { copyBarcode = _second.Barcode, userId = Library.Member.Id })).Expect(HttpStatusCode.Conflict);

        Assert.That((await Library.Librarian.GetAsync("/transactions")).Json.GetArrayLength(), Is.EqualTo(3));
    }

    [TestCase("", "return checkout checkout")]
    [TestCase("sort=at", "checkout checkout return")]
    [TestCase("type=return", "return")]
    [TestCase("type=renewal", "")]
    [TestCase("userId={member}", "return checkout")]
    [TestCase("userId={other}", "checkout")]
    [TestCase("bookId={first}", "return checkout")]
    [TestCase("copyId={firstCopy}", "return checkout")]
    [TestCase("loanId={open}", "checkout")]
    [TestCase("branchId={branch}", "return checkout checkout")]
    [TestCase("branchId=2147483647", "")]
    [TestCase("from=2026-03-02T20:35:00Z", "return checkout")]
    [TestCase("to=2026-03-02T20:35:00Z", "checkout checkout")]
    [TestCase("from=2026-03-02T20:35:00Z&to=2026-03-02T20:35:00Z", "checkout")]
    [TestCase("from=2026-03-02T20:35:00.001Z&to=2026-03-02T20:39:59Z", "")]
    [TestCase("type=checkout&userId={member}", "checkout")]
    public async Task The_ledger_is_read_by_what_who_which_where_and_when(string query, string expected)
    {
        var rows = (await Library.Librarian.GetAsync("/transactions?" + Fill(query))).Expect(HttpStatusCode.OK);

        Assert.That(string.Join(' ', rows.Json.EnumerateArray().Select(row => row.GetProperty("type").GetString())), Is.EqualTo(expected));
    }

    [TestCase("", "Second First")]
    [TestCase("sort=dueAt", "Second First")]
    [TestCase("sort=-dueAt", "First Second")]
    [TestCase("sort=checkedOutAt", "First Second")]
    [TestCase("status=open", "Second")]
    [TestCase("status=returned", "First")]
    [TestCase("status=lost", "")]
    [TestCase("overdue=true", "Second")]
    [TestCase("overdue=false", "First")]
    [TestCase("userId={member}", "First")]
    [TestCase("bookId={second}", "Second")]
    [TestCase("copyId={firstCopy}", "First")]
    [TestCase("branchId={branch}", "Second First")]
    [TestCase("branchId=2147483647", "")]
    [TestCase("dueFrom=2026-03-02T20:36:00Z", "Second First")]
    [TestCase("dueFrom=2026-03-02T22:36:00%2B02:00", "Second First")]
    [TestCase("dueFrom=2026-03-02T20:36:01Z", "First")]
    [TestCase("dueTo=2026-03-02T20:36:00Z", "Second")]
    [TestCase("dueTo=2026-03-02T20:35:59Z", "")]
    [TestCase("status=open&userId={member}", "")]
    public async Task Loans_are_found_by_who_what_where_and_how_they_stand(string query, string expected)
    {
        var loans = (await Library.Librarian.GetAsync("/loans?" + Fill(query))).Expect(HttpStatusCode.OK);

        Assert.That(string.Join(' ', loans.Json.EnumerateArray().Select(loan => loan.GetProperty("title").GetString())), Is.EqualTo(expected));
    }

    private string Fill(string query) => query
        .Replace("{member}", $"{Library.Member.Id}", StringComparison.Ordinal)
        .Replace("{other}", $"{Library.OtherMember.Id}", StringComparison.Ordinal)
        .Replace("{first}", $"{_first.BookId}", StringComparison.Ordinal)
        .Replace("{second}", $"{_second.BookId}", StringComparison.Ordinal)
        .Replace("{firstCopy}", _returned["copyId"], StringComparison.Ordinal)
        .Replace("{open}", $"{_open.Id}", StringComparison.Ordinal)
        .Replace("{branch}", _open["branchId"], StringComparison.Ordinal);
}
