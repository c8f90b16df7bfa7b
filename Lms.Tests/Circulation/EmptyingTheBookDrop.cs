namespace Lms.Tests.Circulation;

/// <summary>A loan of 21 days at 0.50 a day that is renewed three days late, though its copy may have lain in the book drop by then.</summary>
public sealed class EmptyingTheBookDrop : DeskTest
{
    private static readonly DateTimeOffset DueAt = new(2026, 3, 24, 13, 59, 59, TimeSpan.Zero);

    private Shelved _book = null!;

    [SetUp]
    public async Task RenewLate()
    {
        await Library.RuleAsync(new { fineRate = 0.50 });
        _book = await Library.ShelveAsync();
        var loan = await LendAsync(_book.Barcode, Library.Member);
        await Library.WaitAsync(TimeSpan.FromDays(24));
        (await RenewAsync(loan)).Expect(HttpStatusCode.OK);
        await Library.WaitAsync(TimeSpan.FromDays(1));
        Assert.That(await BalanceAsync(Library.Member), Is.EqualTo(1.50m));
    }

    [TestCase(-1, 0)]
    [TestCase(24, 0.50)]
    [TestCase(48, 1.00)]
    [TestCase(63, 1.50)]
    public async Task A_fine_charged_at_a_renewal_after_the_copy_came_back_is_owed_only_up_to_when_it_did(int hoursLate, decimal fine)
    {
        var receipt = await DropAsync(DueAt.AddHours(hoursLate));

        Assert.That(await BalanceAsync(Library.Member), Is.EqualTo(fine));
        Assert.That(receipt.Json.GetProperty("charges").EnumerateArray().Sum(entry => entry.GetProperty("amount").GetDecimal()), Is.EqualTo(fine - 1.50m));
    }

    [Test]
    public async Task A_fine_charged_before_the_copy_came_back_stays()
    {
        await DropAsync(Library.Clock.GetUtcNow().AddHours(-1));

        Assert.That(await BalanceAsync(Library.Member), Is.EqualTo(1.50m));
    }

    [Test]
    public async Task What_was_waived_of_such_a_fine_is_not_given_as_a_present()
    {
        (await Library.Librarian.PostAsync($"/users/{Library.Member.Id}/waivers", new { amount = 1.00, reason = "Goodwill" })).Expect(HttpStatusCode.Created);

        await DropAsync(DueAt.AddHours(-1));

        Assert.That(await BalanceAsync(Library.Member), Is.Zero);
    }

    [Test]
    public async Task What_was_paid_of_such_a_fine_becomes_credit()
    {
        (await Library.Librarian.PostAsync($"/users/{Library.Member.Id}/payments", new { amount = 1.50 })).Expect(HttpStatusCode.Created);

        await DropAsync(DueAt.AddHours(-1));

        Assert.That(await BalanceAsync(Library.Member), Is.EqualTo(-1.50m));
    }

    [Test]
    public async Task A_return_from_the_book_drop_that_was_a_mistake_leaves_the_fine_of_the_renewal_owed()
    {
        await DropAsync(DueAt.AddHours(24));
        var row = (await LedgerAsync("type=return")).Json[0].GetProperty("id");

        (await Library.Librarian.PostAsync($"/transactions/{row}/undo")).Expect(HttpStatusCode.Created);
        var undone = await BalanceAsync(Library.Member);
        await DropAsync(DueAt.AddHours(48));

        Assert.That((undone, await BalanceAsync(Library.Member)), Is.EqualTo((1.50m, 1.00m)));
    }

    private async Task<Reply> DropAsync(DateTimeOffset returnedAt) =>
        (await Library.Librarian.PostAsync("/returns", new { copyBarcode = _book.Barcode, returnedAt })).Expect(HttpStatusCode.OK);
}
