namespace Lms.Tests.Circulation;

public sealed class SettingADueDate : LibraryTest
{
    private Shelved _book = null!;

    [SetUp]
    public async Task Shelve() => _book = await Library.ShelveAsync();

    [Test]
    public async Task Staff_set_a_due_date_at_the_checkout_or_later_and_the_ledger_has_it()
    {
        var loan = (await Library.Librarian.PostAsync("/loans", new { copyBarcode = _book.Barcode, userId = Library.Member.Id, dueAt = "2026-03-10T12:00:00+10:00" })).Expect(HttpStatusCode.Created);

        var changed = (await Library.Librarian.PatchAsync($"/loans/{loan.Id}", new { dueAt = "2026-03-20T12:00:00Z" }, loan.ETag)).Expect(HttpStatusCode.OK);

        Assert.That((loan["dueAt"], changed["dueAt"], changed["renewals"]), Is.EqualTo(("2026-03-10T02:00:00Z", "2026-03-20T12:00:00Z", "0")));
        var ledger = await Library.Librarian.GetAsync($"/transactions?loanId={loan.Id}");
        Assert.That(ledger.Json[0].GetProperty("type").GetString(), Is.EqualTo("dueDateChange"));
        Assert.That(ledger.Json[0].GetProperty("dueAt").GetString(), Is.EqualTo("2026-03-20T12:00:00Z"));
    }

    [TestCase("2026-03-02T20:30:00Z")]
    [TestCase("2026-03-01T00:00:00Z")]
    [TestCase("2036-03-03T00:00:00Z")]
    [TestCase(null)]
    public async Task A_loan_is_due_in_the_future_and_within_ten_years(string? dueAt)
    {
        if (dueAt is not null)
            Assert.That((await Library.Librarian.PostAsync("/loans", new { copyBarcode = _book.Barcode, userId = Library.Member.Id, dueAt })).Expect(HttpStatusCode.BadRequest).Errors, Is.EqualTo(["dueAt"]));
        var loan = (await Library.Librarian.PostAsync("/loans", new { copyBarcode = _book.Barcode, userId = Library.Member.Id })).Expect(HttpStatusCode.Created);

        Assert.That((await Library.Librarian.PatchAsync($"/loans/{loan.Id}", new { dueAt })).Expect(HttpStatusCode.BadRequest).Errors, Is.EqualTo(["dueAt"]));
        Assert.That((await Library.Librarian.GetAsync($"/loans/{loan.Id}"))["dueAt"], Is.EqualTo(loan["dueAt"]));
    }

    [Test]
    public async Task A_loan_that_has_ended_is_not_due_any_more()
    {
        var loan = await Library.Librarian.PostAsync("/loans", new { copyBarcode = _book.Barcode, userId = Library.Member.Id });
        await Library.Librarian.PostAsync($"/loans/{loan.Id}/return");

        Assert.That((await Library.Librarian.PatchAsync($"/loans/{loan.Id}", new { dueAt = "2026-03-20T12:00:00Z" })).Status, Is.EqualTo(HttpStatusCode.Conflict));
    }

    [Test]
    public async Task A_loan_is_overdue_when_its_last_moment_is_over_and_not_before()
    {
        var loan = await Library.Librarian.PostAsync("/loans", new { copyBarcode = _book.Barcode, userId = Library.Member.Id, dueAt = "2026-03-02T20:40:00Z" });
        Library.Clock.AdjustTime(new DateTimeOffset(2026, 3, 2, 20, 40, 0, TimeSpan.Zero));
        var (at, none) = ((await Library.Librarian.GetAsync($"/loans/{loan.Id}"))["overdue"], await Library.Librarian.GetAsync("/loans?overdue=true"));
        Library.Clock.Advance(TimeSpan.FromMilliseconds(1));
        var (after, one) = ((await Library.Librarian.GetAsync($"/loans/{loan.Id}"))["overdue"], await Library.Librarian.GetAsync("/loans?overdue=true"));

        Assert.That((at, none.Json.GetArrayLength(), after, one.Json.GetArrayLength()), Is.EqualTo(("False", 0, "True", 1)));
    }

    [Test]
    public async Task A_loan_that_is_answered_in_its_last_moment_is_not_overdue()
    {
        var loan = await Library.Librarian.PostAsync("/loans", new { copyBarcode = _book.Barcode, userId = Library.Member.Id, dueAt = "2026-03-02T20:40:00Z" });
        Library.Clock.AdjustTime(new DateTimeOffset(2026, 3, 2, 20, 40, 0, TimeSpan.Zero));
        var at = (await Library.Librarian.PatchAsync($"/loans/{loan.Id}", new { })).Expect(HttpStatusCode.OK);
        Library.Clock.Advance(TimeSpan.FromMilliseconds(1));
        var after = (await Library.Librarian.PatchAsync($"/loans/{loan.Id}", new { })).Expect(HttpStatusCode.OK);

        Assert.That((at["overdue"], after["overdue"]), Is.EqualTo(("False", "True")));
    }

    [Test]
    public async Task The_fine_of_an_overdue_loan_is_charged_when_staff_set_its_due_date_anew_and_stays()
    {
        await Library.RuleAsync(new { fineRate = 0.50, fineCap = 1.50 });
        var loan = await Library.Librarian.PostAsync("/loans", new { copyBarcode = _book.Barcode, userId = Library.Member.Id });
        await Library.WaitAsync(TimeSpan.FromDays(23));

        (await Library.Librarian.PatchAsync($"/loans/{loan.Id}", new { dueAt = Library.Clock.GetUtcNow().AddDays(1) })).Expect(HttpStatusCode.OK);
        var moved = await AccountAsync();
        (await Library.Librarian.PatchAsync($"/loans/{loan.Id}", new { dueAt = Library.Clock.GetUtcNow().AddDays(2) })).Expect(HttpStatusCode.OK);
        var movedAgain = await AccountAsync();
        await Library.WaitAsync(TimeSpan.FromDays(12));
        (await Library.Librarian.PostAsync($"/loans/{loan.Id}/return")).Expect(HttpStatusCode.OK);

        Assert.That((moved, movedAgain), Is.EqualTo(((1.00m, 1.00m), (1.00m, 1.00m))), "no fine runs where none is overdue");
        Assert.That((await AccountAsync()).Balance, Is.EqualTo(1.50m), "the cap holds for the loan as a whole");
        var ledger = await Library.Librarian.GetAsync($"/transactions?loanId={loan.Id}&sort=id");
        Assert.That(ledger.Json.EnumerateArray().Select(row => row.GetProperty("type").GetString()), Is.EqualTo(["checkout", "dueDateChange", "charge", "dueDateChange", "return", "charge"]));
    }

    private async Task<(decimal Balance, decimal Total)> AccountAsync()
    {
        var account = (await Library.Librarian.GetAsync($"/users/{Library.Member.Id}/account")).Expect(HttpStatusCode.OK).Json;
        return (account.GetProperty("balance").GetDecimal(), account.GetProperty("total").GetDecimal());
    }
}
