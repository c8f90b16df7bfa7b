namespace Lms.Tests.Chores;

public sealed class GivingUpLoans : LibraryTest
{
    private static readonly DateTimeOffset DueAt = new(2026, 3, 24, 13, 59, 59, TimeSpan.Zero);

    [Test]
    public async Task A_loan_that_is_overdue_for_so_long_becomes_lost_by_itself_once_and_is_charged()
    {
        await Library.SetAsync(new { lostAfterDays = 30, defaultPrice = 20 });
        await Library.RuleAsync(new { processingFee = 5 });
        var loan = await LendAsync();

        await DoChoresAtAsync(DueAt.AddDays(30).AddSeconds(-1));
        var early = await Library.Librarian.GetAsync($"/loans/{loan}");
        await DoChoresAtAsync(DueAt.AddDays(30));
        await DoChoresAtAsync(DueAt.AddDays(31));

        var rows = await Library.Librarian.GetAsync($"/transactions?loanId={loan}&type=lost");
        Assert.Multiple(async () =>
        {
            Assert.That(early["status"], Is.EqualTo("open"));
            Assert.That((await Library.Librarian.GetAsync($"/loans/{loan}"))["status"], Is.EqualTo("lost"));
            Assert.That(rows.Json.EnumerateArray().Select(row => row.GetProperty("actorId").ValueKind), Is.EqualTo([System.Text.Json.JsonValueKind.Null]));
            Assert.That(await Library.ScalarAsync<decimal>($"SELECT sum(amount) FROM account_entries WHERE user_id = {Library.Member.Id}"), Is.EqualTo(25.00m));
        });
    }

    [Test]
    public async Task Where_the_library_never_gives_up_a_loan_stays_open()
    {
        var loan = await LendAsync();

        await DoChoresAtAsync(DueAt.AddDays(1000));

        Assert.That((await Library.Librarian.GetAsync($"/loans/{loan}"))["status"], Is.EqualTo("open"));
    }

    [Test]
    public async Task What_somebody_has_at_hand_is_not_given_up_behind_their_back()
    {
        await Library.SetAsync(new { lostAfterDays = 30 });
        var loan = await LendAsync();
        Library.Clock.Advance(DueAt.AddDays(31) - Library.Clock.GetUtcNow());
        await using var connection = new Npgsql.NpgsqlConnection(Library.ConnectionString);
        await connection.OpenAsync();
        await using var desk = await connection.BeginTransactionAsync();
        await using var command = new Npgsql.NpgsqlCommand("SELECT 1 FROM books FOR NO KEY UPDATE", connection, desk);
        await command.ExecuteScalarAsync();

        Assert.That((await Library.DoChoresAsync())["give up loans"], Is.Zero);
        await desk.RollbackAsync();
        Assert.That((await Library.DoChoresAsync())["give up loans"], Is.EqualTo(1));
        Assert.That(await Library.ScalarAsync<string>($"SELECT status FROM loans WHERE id = {loan}"), Is.EqualTo("lost"));
    }

    private async Task<int> LendAsync()
    {
        var book = await Library.ShelveAsync();
        return (await Library.Librarian.PostAsync("/loans", new { copyBarcode = book.Barcode, userId = Library.Member.Id })).Expect(HttpStatusCode.Created).Id;
    }

    private async Task DoChoresAtAsync(DateTimeOffset moment)
    {
        await Library.WaitAsync(moment - Library.Clock.GetUtcNow());
        await Library.DoChoresAsync();
    }
}
