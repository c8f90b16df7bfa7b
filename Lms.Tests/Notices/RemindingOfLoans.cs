namespace Lms.Tests.Notices;

public sealed class RemindingOfLoans : LibraryTest
{
    private static readonly DateTimeOffset DueAt = new(2026, 3, 24, 13, 59, 59, TimeSpan.Zero);

    [Test]
    public async Task A_user_is_reminded_once_so_many_days_before_a_loan_is_due()
    {
        await Library.SetAsync(new { dueSoonDays = 3 });
        var loan = await LendAsync();

        await DoChoresAtAsync(DueAt.AddDays(-3).AddSeconds(-1));
        var early = await NoticesAsync();
        await DoChoresAtAsync(DueAt.AddDays(-3));
        await DoChoresAtAsync(DueAt.AddDays(-2));

        var notices = await NoticesAsync();
        Assert.Multiple(() =>
        {
            Assert.That(early, Is.Empty);
            Assert.That(notices.Select(notice => (notice.GetProperty("type").GetString(), notice.GetProperty("loanId").GetInt32())), Is.EqualTo([("dueSoon", loan)]));
            Assert.That(notices[0].GetProperty("text").GetString(), Is.EqualTo("Frankenstein is due on Tuesday, 24 March 2026, 23:59."));
        });
    }

    [Test]
    public async Task A_user_is_told_once_so_many_days_after_the_due_date_that_a_loan_is_overdue()
    {
        await Library.SetAsync(new { dueSoonDays = (int?)null, overdueNoticeDays = 2 });
        await LendAsync();

        await DoChoresAtAsync(DueAt.AddDays(2).AddSeconds(-1));
        var early = await NoticesAsync();
        await DoChoresAtAsync(DueAt.AddDays(2));
        await DoChoresAtAsync(DueAt.AddDays(30));

        Assert.That(early, Is.Empty);
        Assert.That((await NoticesAsync()).Select(notice => notice.GetProperty("type").GetString()), Is.EqualTo(["overdue"]));
    }

    [Test]
    public async Task Another_due_date_is_another_occasion()
    {
        var loan = await LendAsync();
        await DoChoresAtAsync(DueAt.AddDays(-1));
        (await Library.Librarian.PostAsync($"/loans/{loan}/renew")).Expect(HttpStatusCode.OK);

        await DoChoresAtAsync(DueAt.AddDays(19));

        Assert.That((await NoticesAsync()).Select(notice => notice.GetProperty("type").GetString()), Is.EqualTo(["dueSoon", "dueSoon"]));
    }

    [Test]
    public async Task A_loan_that_is_shorter_than_the_notice_is_not_worth_one()
    {
        await Library.RuleAsync(new { loanPeriod = 2 });
        await LendAsync();

        await DoChoresAtAsync(Library.Opening.AddHours(1));

        Assert.That(await NoticesAsync(), Is.Empty);
    }

    [Test]
    public async Task Where_the_library_does_not_want_to_nobody_is_reminded()
    {
        await Library.SetAsync(new { dueSoonDays = (int?)null, overdueNoticeDays = (int?)null });
        await LendAsync();

        await DoChoresAtAsync(DueAt.AddDays(-1));
        await DoChoresAtAsync(DueAt.AddDays(100));

        Assert.That(await NoticesAsync(), Is.Empty);
    }

    [Test]
    public async Task Who_has_brought_it_back_meanwhile_is_not_reminded_any_more()
    {
        (await Library.Member.PatchAsync("/me", new { email = "member1@example.org" })).Expect(HttpStatusCode.OK);
        var loan = await LendAsync();
        Library.Mail.FailNext(1);
        await DoChoresAtAsync(DueAt.AddDays(-1));
        (await Library.Librarian.PostAsync($"/loans/{loan}/return")).Expect(HttpStatusCode.OK);

        await DoChoresAtAsync(DueAt.AddDays(-1).AddMinutes(5));

        Assert.That((await NoticesAsync()).Select(notice => (notice.GetProperty("status").GetString(), notice.GetProperty("failure").GetString())), Is.EqualTo([("dropped", "The loan is over.")]));
        Assert.That(Library.Mail.Sent, Is.Empty);
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

    private async Task<List<System.Text.Json.JsonElement>> NoticesAsync() => [.. (await Library.Member.GetAsync("/me/notices")).Json.EnumerateArray()];
}
