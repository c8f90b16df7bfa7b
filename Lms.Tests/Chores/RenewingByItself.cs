namespace Lms.Tests.Chores;

public sealed class RenewingByItself : LibraryTest
{
    /// <summary>Due on 24 March at 23:59:59 in Brisbane; the night before begins on 23 March at 23:59:59.</summary>
    private static readonly DateTimeOffset Night = new(2026, 3, 23, 13, 59, 59, TimeSpan.Zero);

    [Test]
    public async Task A_loan_is_renewed_in_the_night_before_it_is_due_and_the_user_is_told()
    {
        var loan = await LendAsync();
        (await Library.Member.PatchAsync("/me", new { autoRenew = true, email = "member1@example.org" })).Expect(HttpStatusCode.OK);

        await DoChoresAtAsync(Night);

        var renewed = await Library.Librarian.GetAsync($"/loans/{loan}");
        var rows = await Library.Librarian.GetAsync($"/transactions?loanId={loan}&type=renewal");
        Assert.Multiple(() =>
        {
            Assert.That((renewed["renewals"], renewed["dueAt"]), Is.EqualTo(("1", "2026-04-13T13:59:59Z")));
            Assert.That(rows.Json[0].GetProperty("actorId").ValueKind, Is.EqualTo(System.Text.Json.JsonValueKind.Null));
            Assert.That(Library.Mail.Sent.Select(mail => mail.Subject), Is.EqualTo(["Renewed for you: Frankenstein"]));
            Assert.That(Library.Mail.Sent.Single().Text, Does.Contain("Monday, 13 April 2026, 23:59"));
        });
    }

    [Test]
    public async Task A_second_before_that_night_nothing_happens()
    {
        var loan = await LendAsync();
        (await Library.Librarian.PatchAsync($"/users/{Library.Member.Id}", new { autoRenew = true })).Expect(HttpStatusCode.OK);

        await DoChoresAtAsync(Night.AddSeconds(-1));

        Assert.That((await Library.Librarian.GetAsync($"/loans/{loan}"))["renewals"], Is.EqualTo("0"));
    }

    [Test]
    public async Task Nothing_is_renewed_for_who_did_not_ask_for_it_nor_once_the_loan_is_due()
    {
        var loan = await LendAsync();

        await DoChoresAtAsync(Night);
        (await Library.Librarian.PatchAsync($"/users/{Library.Member.Id}", new { autoRenew = true })).Expect(HttpStatusCode.OK);
        await DoChoresAtAsync(Night.AddDays(1));

        Assert.That((await Library.Librarian.GetAsync($"/loans/{loan}"))["renewals"], Is.EqualTo("0"));
        Assert.That(await TypesAsync(), Does.Not.Contain("autoRenewed").And.Not.Contain("notRenewed"));
    }

    [Test]
    public async Task Who_cannot_have_a_loan_renewed_is_told_why_once()
    {
        var loan = await LendAsync();
        (await Library.Librarian.PatchAsync($"/users/{Library.Member.Id}", new { autoRenew = true, blocked = true, blockedNote = "Moved away" })).Expect(HttpStatusCode.OK);

        await DoChoresAtAsync(Night);
        await DoChoresAtAsync(Night.AddHours(1));

        var told = (await Library.Member.GetAsync("/me/notices?type=notRenewed")).Json;
        Assert.That(told.GetArrayLength(), Is.EqualTo(1));
        Assert.That(told[0].GetProperty("text").GetString(), Does.Contain("Moved away").And.Contain("Tuesday, 24 March 2026"));
        Assert.That((await Library.Librarian.GetAsync($"/loans/{loan}"))["renewals"], Is.EqualTo("0"));
    }

    [Test]
    public async Task A_renewal_that_would_gain_nothing_is_not_counted()
    {
        (await Library.Librarian.PatchAsync($"/users/{Library.Member.Id}", new { autoRenew = true, expiresOn = "2026-03-24" })).Expect(HttpStatusCode.OK);
        var loan = await LendAsync();

        await DoChoresAtAsync(Night);
        await DoChoresAtAsync(Night.AddHours(1));

        Assert.That((await Library.Librarian.GetAsync($"/loans/{loan}"))["renewals"], Is.EqualTo("0"));
        Assert.That((await Library.Member.GetAsync("/me/notices?type=notRenewed")).Json.EnumerateArray().Single().GetProperty("text").GetString(), Does.Contain("The card expires on 2026-03-24."));
    }

    [Test]
    public async Task A_loan_for_hours_that_began_today_is_left_alone()
    {
        await Library.RuleAsync(new { loanUnit = "hours", loanPeriod = 4 });
        (await Library.Librarian.PatchAsync($"/users/{Library.Member.Id}", new { autoRenew = true })).Expect(HttpStatusCode.OK);
        var loan = await LendAsync();

        await DoChoresAtAsync(Library.Opening.AddHours(3));

        Assert.That((await Library.Librarian.GetAsync($"/loans/{loan}"))["renewals"], Is.EqualTo("0"));
    }

    [Test, CancelAfter(120_000)]
    public async Task A_year_of_nights_renews_a_loan_whenever_it_would_be_due_and_never_otherwise()
    {
        await Library.RuleAsync(new { renewals = 100, loanPeriod = 21 });
        (await Library.Librarian.PatchAsync($"/users/{Library.Member.Id}", new { autoRenew = true, email = "member1@example.org" })).Expect(HttpStatusCode.OK);
        var loan = await LendAsync();

        for (var day = 0; day < 365; day++)
        {
            Library.Clock.Advance(TimeSpan.FromDays(1));
            await Library.DoChoresAsync();
        }

        await SignInAgainAsync();
        // Every morning at half past six: the renewal is counted from the day on which the loan was due.
        var renewed = await Library.Librarian.GetAsync($"/loans/{loan}");
        var notices = await Library.Librarian.GetAsync($"/users/{Library.Member.Id}/notices?limit=200");
        Assert.Multiple(() =>
        {
            Assert.That((renewed["renewals"], renewed["overdue"]), Is.EqualTo(("17", "False")));
            Assert.That(notices.Json.EnumerateArray().GroupBy(notice => notice.GetProperty("type").GetString()).ToDictionary(group => group.Key!, group => group.Count()),
                Is.EqualTo(new Dictionary<string, int> { ["autoRenewed"] = 17, ["dueSoon"] = 17 }));
            Assert.That(Library.Mail.Sent, Has.Count.EqualTo(notices.Json.GetArrayLength()));
        });
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

    private Task SignInAgainAsync() => Library.WaitAsync(TimeSpan.Zero);

    private async Task<IEnumerable<string?>> TypesAsync() =>
        (await Library.Librarian.GetAsync($"/users/{Library.Member.Id}/notices")).Json.EnumerateArray().Select(notice => notice.GetProperty("type").GetString());
}
