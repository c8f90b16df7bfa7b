namespace Lms.Tests.Circulation;

public sealed class DueDates : LibraryTest
{
    private int _branch;
    private Shelved _book = null!;

    private async Task OpenInAsync(string timeZone, DateTimeOffset now)
    {
        Library.Clock.AdjustTime(now);
        await Library.WaitAsync(TimeSpan.Zero);
        _branch = await Library.OpenBranchAsync("HERE", timeZone);
        _book = await Library.ShelveAsync(copies: 3);
    }

    private async Task<Reply> LendAsync(int copy = 0) =>
        (await Library.Librarian.PostAsync("/loans", new { copyBarcode = _book.Barcodes[copy], userId = Library.Member.Id, branchId = _branch })).Expect(HttpStatusCode.Created);

    private Task<Reply> OpenDuringAsync(params string[] days) =>
        Library.Admin.PutAsync($"/branches/{_branch}/opening-hours", days.SelectMany(day => new[] { new { day, opens = "09:00", closes = "12:00" }, new { day, opens = "13:00", closes = "17:30" } }));

    private Task<Reply> CloseAsync(string from, string? to = null) => Library.Admin.PostAsync($"/branches/{_branch}/closures", new { from, to });

    [TestCase("Europe/Vienna", "2026-03-27T11:00:00Z", "2026-03-30T21:59:59Z", TestName = "Three days over the night on which Vienna loses an hour")]
    [TestCase("Europe/Vienna", "2026-10-23T11:00:00Z", "2026-10-26T22:59:59Z", TestName = "Three days over the night on which Vienna gains an hour")]
    [TestCase("America/New_York", "2026-03-07T17:00:00Z", "2026-03-11T03:59:59Z", TestName = "Three days over the night on which New York loses an hour")]
    [TestCase("America/New_York", "2026-10-31T17:00:00Z", "2026-11-04T04:59:59Z", TestName = "Three days over the night on which New York gains an hour")]
    [TestCase("Australia/Lord_Howe", "2026-10-02T01:00:00Z", "2026-10-05T12:59:59Z", TestName = "Three days over the night on which Lord Howe Island loses half an hour")]
    [TestCase("Australia/Lord_Howe", "2026-04-03T01:00:00Z", "2026-04-06T13:29:59Z", TestName = "Three days over the night on which Lord Howe Island gains half an hour")]
    [TestCase("Africa/Cairo", "2026-04-22T10:00:00Z", "2026-04-25T20:59:59Z", TestName = "Three days over the midnight that Cairo leaves out")]
    [TestCase("UTC", "2028-02-27T10:00:00Z", "2028-03-01T23:59:59Z", TestName = "Three days over a leap day")]
    [TestCase("UTC", "2027-02-26T10:00:00Z", "2027-03-01T23:59:59Z", TestName = "Three days over the end of a February without one")]
    [TestCase("Pacific/Kiritimati", "2026-03-02T10:30:00Z", "2026-03-06T09:59:59Z", TestName = "Three days where it is tomorrow already")]
    public async Task Days_are_days_of_the_calendar_in_the_time_zone_of_the_branch(string timeZone, DateTimeOffset now, string dueAt)
    {
        await OpenInAsync(timeZone, now);
        await Library.RuleAsync(new { loanPeriod = 3 });

        Assert.That((await LendAsync())["dueAt"], Is.EqualTo(dueAt));
    }

    [TestCase("2026-03-28T22:30:15Z", "2026-03-29T04:31:00Z")]
    [TestCase("2026-10-24T22:30:00Z", "2026-10-25T04:30:00Z")]
    public async Task Hours_are_hours_to_the_minute_whatever_the_clock_does_that_night(DateTimeOffset now, string dueAt)
    {
        await OpenInAsync("Europe/Vienna", now);
        await Library.RuleAsync(new { loanPeriod = 6, loanUnit = "hours" });

        Assert.That((await LendAsync())["dueAt"], Is.EqualTo(dueAt));
    }

    [Test]
    public async Task A_loan_is_due_at_closing_time_of_the_last_period_of_the_day()
    {
        await OpenInAsync("Europe/Vienna", new(2026, 3, 26, 11, 0, 0, TimeSpan.Zero));
        await OpenDuringAsync("monday", "thursday", "sunday");
        await Library.RuleAsync(new { loanPeriod = 3 });

        Assert.That((await LendAsync())["dueAt"], Is.EqualTo("2026-03-29T15:30:00Z"), "Half past five on the Sunday, by summer time.");
    }

    [TestCase("next", "2026-06-15T15:30:00Z")]
    [TestCase("previous", "2026-06-11T15:30:00Z")]
    [TestCase("keep", "2026-06-12T21:59:59Z")]
    public async Task A_due_date_on_a_closed_day_goes_where_the_setting_says(string closedDayRule, string dueAt)
    {
        await OpenInAsync("Europe/Vienna", new(2026, 6, 8, 8, 0, 0, TimeSpan.Zero));
        await OpenDuringAsync("monday", "tuesday", "wednesday", "thursday");
        await Library.SetAsync(new { closedDayRule });
        await Library.RuleAsync(new { loanPeriod = 4 });

        Assert.That((await LendAsync())["dueAt"], Is.EqualTo(dueAt));
    }

    [Test]
    public async Task To_the_previous_open_day_does_not_mean_before_the_checkout()
    {
        await OpenInAsync("UTC", new(2026, 6, 12, 18, 0, 0, TimeSpan.Zero));
        await OpenDuringAsync("monday", "friday");
        await Library.SetAsync(new { closedDayRule = "previous" });
        await Library.RuleAsync(new { loanPeriod = 1 });

        Assert.That((await LendAsync())["dueAt"], Is.EqualTo("2026-06-15T17:30:00Z"));
    }

    [TestCase(true, "2026-06-16T17:30:00Z")]
    [TestCase(false, "2026-06-23T17:30:00Z")]
    public async Task Closed_days_are_counted_or_skipped(bool countClosedDays, string dueAt)
    {
        await OpenInAsync("UTC", new(2026, 6, 8, 8, 0, 0, TimeSpan.Zero));
        await OpenDuringAsync("monday", "tuesday", "wednesday", "thursday", "friday");
        await CloseAsync("2026-06-17", "2026-06-19");
        await Library.SetAsync(new { countClosedDays });
        await Library.RuleAsync(new { loanPeriod = 8 });

        Assert.That((await LendAsync())["dueAt"], Is.EqualTo(dueAt));
    }

    [TestCase("2026-06-20", "2026-06-20T23:59:59Z", Description = "a day before the period ends")]
    [TestCase("2026-06-21", "2026-06-21T23:59:59Z", Description = "the day on which the period ends")]
    [TestCase("2026-06-22", "2026-06-21T23:59:59Z", Description = "a day later")]
    [TestCase("2026-06-11", "2026-06-11T23:59:59Z", Description = "today")]
    public async Task A_loan_never_runs_beyond_the_card(string expiresOn, string dueAt)
    {
        await OpenInAsync("UTC", new(2026, 6, 11, 8, 0, 0, TimeSpan.Zero));
        await Library.RuleAsync(new { loanPeriod = 10 });
        (await Library.Librarian.PatchAsync($"/users/{Library.Member.Id}", new { expiresOn })).Expect(HttpStatusCode.OK);

        Assert.That((await LendAsync())["dueAt"], Is.EqualTo(dueAt));
    }

    [Test]
    public async Task A_loan_is_cut_to_the_last_open_moment_before_the_card_expires()
    {
        await OpenInAsync("UTC", new(2026, 6, 8, 8, 0, 0, TimeSpan.Zero));
        await OpenDuringAsync("monday", "tuesday", "wednesday", "thursday", "friday");
        (await Library.Librarian.PatchAsync($"/users/{Library.Member.Id}", new { expiresOn = "2026-06-14" })).Expect(HttpStatusCode.OK);

        Assert.That((await LendAsync())["dueAt"], Is.EqualTo("2026-06-12T17:30:00Z"));
    }

    [TestCase("2026-06-11T15:59:59Z", "2026-06-12T17:30:00Z", Description = "the day before")]
    [TestCase("2026-06-12T17:29:59Z", "2026-06-12T17:30:00Z", Description = "the day itself, before closing time")]
    [TestCase("2026-06-12T17:30:00Z", "2026-06-15T17:30:00Z", Description = "closing time has come: the period counts")]
    [TestCase("2026-06-13T08:00:00Z", "2026-06-15T17:30:00Z", Description = "the day after")]
    public async Task All_loans_are_due_on_the_fixed_day_until_it_has_passed(DateTimeOffset now, string dueAt)
    {
        await OpenInAsync("UTC", now);
        await OpenDuringAsync("monday", "tuesday", "wednesday", "thursday", "friday");
        await Library.RuleAsync(new { loanPeriod = 2, fixedDueDate = "2026-06-12" });

        Assert.That((await LendAsync())["dueAt"], Is.EqualTo(dueAt));
    }

    [Test]
    public async Task A_fixed_day_on_which_the_branch_is_closed_moves_like_any_other()
    {
        await OpenInAsync("UTC", new(2026, 6, 8, 8, 0, 0, TimeSpan.Zero));
        await CloseAsync("2026-06-12", "2026-06-14");
        await Library.RuleAsync(new { fixedDueDate = "2026-06-12" });

        Assert.That((await LendAsync())["dueAt"], Is.EqualTo("2026-06-15T23:59:59Z"));
    }

    [Test]
    public async Task A_loan_by_the_hour_that_ends_on_a_closed_day_is_due_when_the_branch_opens_again()
    {
        await OpenInAsync("UTC", new(2026, 6, 12, 16, 0, 0, TimeSpan.Zero));
        await OpenDuringAsync("monday", "friday");
        await Library.RuleAsync(new { loanPeriod = 24, loanUnit = "hours" });

        Assert.That((await LendAsync())["dueAt"], Is.EqualTo("2026-06-15T09:00:00Z"));
    }

    [Test]
    public async Task Staff_choose_a_due_date_neither_in_the_past_nor_now_nor_beyond_ten_years()
    {
        await OpenInAsync("UTC", new(2026, 6, 8, 8, 0, 0, TimeSpan.Zero));
        foreach (var dueAt in new[] { "2026-06-08T07:59:59Z", "2026-06-08T08:00:00Z", "2036-06-08T08:00:01Z", "9999-12-31T23:59:59Z" })
            Assert.That((await Library.Librarian.PostAsync("/loans", new { copyBarcode = _book.Barcode, userId = Library.Member.Id, dueAt })).Expect(HttpStatusCode.BadRequest).Errors, Is.EqualTo(["dueAt"]));

        var loan = (await Library.Librarian.PostAsync("/loans", new { copyBarcode = _book.Barcode, userId = Library.Member.Id, dueAt = "2026-06-08T08:00:01Z" })).Expect(HttpStatusCode.Created);

        Assert.That(loan["dueAt"], Is.EqualTo("2026-06-08T08:00:01Z"));
        Assert.That((await Library.Librarian.PatchAsync($"/loans/{loan.Id}", new { dueAt = "2026-06-08T07:00:00Z" })).Expect(HttpStatusCode.BadRequest).Errors, Is.EqualTo(["dueAt"]));
    }

    [TestCase(true, "2026-06-13T16:00:00Z")]
    [TestCase(false, "2026-06-15T16:00:00Z")]
    public async Task Hours_of_closed_days_are_counted_or_skipped_like_the_days(bool countClosedDays, string dueAt)
    {
        await OpenInAsync("UTC", new(2026, 6, 12, 16, 0, 0, TimeSpan.Zero));
        await OpenDuringAsync("monday", "friday");
        await Library.SetAsync(new { countClosedDays, closedDayRule = "keep" });
        await Library.RuleAsync(new { loanPeriod = 24, loanUnit = "hours" });

        Assert.That((await LendAsync())["dueAt"], Is.EqualTo(dueAt));
    }

    [TestCase(true, null, "2026-03-30T07:00:00Z", Description = "nine o'clock on the Monday, by summer time")]
    [TestCase(true, "2026-03-30", "2026-03-30T07:00:00Z", Description = "the card is good for that Monday")]
    [TestCase(true, "2026-03-29", "2026-03-29T21:59:59Z", Description = "no open moment is left on the card: it is due when the card ends")]
    [TestCase(true, "2026-03-28", "2026-03-28T22:59:59Z", Description = "the card ends tonight, by winter time")]
    [TestCase(false, null, "2026-03-30T02:30:00Z", Description = "an hour and a half before midnight, and four and a half on the Monday")]
    public async Task A_loan_by_the_hour_over_a_closed_day_on_which_the_clock_changes_keeps_within_calendar_and_card(bool countClosedDays, string? expiresOn, string dueAt)
    {
        await OpenInAsync("Europe/Vienna", new(2026, 3, 28, 21, 30, 0, TimeSpan.Zero));
        await OpenDuringAsync("monday", "tuesday", "wednesday", "thursday", "friday", "saturday");
        await Library.SetAsync(new { countClosedDays });
        await Library.RuleAsync(new { loanPeriod = 6, loanUnit = "hours" });
        (await Library.Librarian.PatchAsync($"/users/{Library.Member.Id}", new { expiresOn })).Expect(HttpStatusCode.OK);

        Assert.That((await LendAsync())["dueAt"], Is.EqualTo(dueAt));
    }

    [TestCase("2028-02-27T10:00:00Z", "2028-03-01T23:59:59Z", Description = "a leap year: the 29th is closed")]
    [TestCase("2029-02-26T10:00:00Z", "2029-02-28T23:59:59Z", Description = "no leap year: the 28th is a day like any other")]
    [TestCase("2029-02-27T10:00:00Z", "2029-03-01T23:59:59Z", Description = "no leap year: so is the 1st")]
    [TestCase("2032-02-27T10:00:00Z", "2032-03-01T23:59:59Z", Description = "the next leap year")]
    public async Task A_branch_that_is_closed_every_29_February_is_closed_in_leap_years_alone(DateTimeOffset now, string dueAt)
    {
        await OpenInAsync("UTC", now);
        (await Library.Admin.PostAsync($"/branches/{_branch}/closures", new { from = "2028-02-29", to = "2028-02-29", yearly = true })).Expect(HttpStatusCode.Created);
        (await Library.Librarian.PatchAsync($"/users/{Library.Member.Id}", new { expiresOn = (string?)null })).Expect(HttpStatusCode.OK);
        await Library.RuleAsync(new { loanPeriod = 2 });

        Assert.That((await LendAsync())["dueAt"], Is.EqualTo(dueAt));
    }

    [Test]
    public async Task A_closure_over_the_new_year_comes_again_every_year()
    {
        await OpenInAsync("Pacific/Pago_Pago", new(2027, 12, 31, 10, 0, 0, TimeSpan.Zero));
        (await Library.Admin.PostAsync($"/branches/{_branch}/closures", new { from = "2026-12-30", to = "2027-01-02", yearly = true })).Expect(HttpStatusCode.Created);
        await Library.RuleAsync(new { loanPeriod = 1 });

        Assert.That((await LendAsync())["dueAt"], Is.EqualTo("2028-01-04T10:59:59Z"), "Thirty-first of December becomes the third of January, eleven hours behind Greenwich.");
    }

    [Test]
    public async Task A_branch_that_never_opens_lends_all_the_same()
    {
        await OpenInAsync("UTC", new(2026, 6, 12, 16, 0, 0, TimeSpan.Zero));
        (await Library.Admin.PostAsync($"/branches/{_branch}/closures", new { from = "2026-01-01", to = "2035-12-30" })).Expect(HttpStatusCode.Created);
        await Library.SetAsync(new { countClosedDays = false });
        await Library.RuleAsync(new { loanPeriod = 2 });
        var byTheDay = await LendAsync();
        await Library.RuleAsync(new { loanPeriod = 3, loanUnit = "hours" });
        var byTheHour = await LendAsync(copy: 1);

        Assert.That((byTheDay["dueAt"], byTheHour["dueAt"]), Is.EqualTo(("2026-06-15T23:59:59Z", "2026-06-13T00:00:00Z")));
    }

    [TestCase("2026-06-12T11:59:59Z", "2026-06-12T17:30:00Z", Description = "in the first period of the day")]
    [TestCase("2026-06-12T17:30:00Z", "2026-06-12T23:59:59Z", Description = "the branch has closed")]
    [TestCase("2026-06-13T10:00:00Z", "2026-06-13T23:59:59Z", Description = "a closed day")]
    [TestCase("2026-06-12T23:59:59.5Z", "2026-06-15T17:30:00Z", Description = "the last second of the day")]
    public async Task What_is_read_in_the_house_is_due_when_the_day_is_over(DateTimeOffset now, string dueAt)
    {
        await OpenInAsync("UTC", now);
        await OpenDuringAsync("monday", "friday");

        var loan = await Library.Librarian.PostAsync("/loans", new { copyBarcode = _book.Barcode, userId = Library.Member.Id, branchId = _branch, onSite = true });

        Assert.That(loan.Expect(HttpStatusCode.Created)["dueAt"], Is.EqualTo(dueAt));
    }

    [TestCase("now")]
    [TestCase("dueDate")]
    public async Task A_renewal_before_the_fixed_day_leaves_the_loan_due_on_it(string renewFrom)
    {
        await OpenInAsync("UTC", new(2026, 6, 8, 8, 0, 0, TimeSpan.Zero));
        await Library.SetAsync(new { renewFrom });
        await Library.RuleAsync(new { loanPeriod = 2, fixedDueDate = "2026-06-12" });
        var loan = await LendAsync();

        var before = await Library.Librarian.PostAsync($"/loans/{loan.Id}/renew");
        await Library.WaitAsync(TimeSpan.FromDays(5));
        var after = await Library.Librarian.PostAsync($"/loans/{loan.Id}/renew");

        Assert.That((before.Expect(HttpStatusCode.OK)["dueAt"], after.Expect(HttpStatusCode.OK)["dueAt"]), Is.EqualTo(("2026-06-12T23:59:59Z", renewFrom == "now" ? "2026-06-15T23:59:59Z" : "2026-06-14T23:59:59Z")));
    }
}
