namespace Lms.Tests.Policies;

public sealed class TryingOutRules : LibraryTest
{
    private async Task<Reply> SimulateAsync(object question) => (await Library.Librarian.PostAsync("/circulation-rules/simulate", question)).Expect(HttpStatusCode.OK);

    [Test]
    public async Task Without_drafts_it_says_what_a_checkout_would_say()
    {
        var book = await Library.ShelveAsync();
        var question = new { copyBarcode = book.Barcode, userId = Library.Member.Id };

        var (simulated, evaluated) = (await SimulateAsync(question), await Library.Librarian.PostAsync("/loans/evaluate", question));

        foreach (var member in new[] { "allowed", "dueAt", "rule", "steps", "blocks" })
            Assert.That(simulated[member], Is.EqualTo(evaluated[member]), member);
    }

    [Test]
    public async Task Drafts_take_the_place_of_rules_or_join_them_and_nothing_is_kept()
    {
        var book = await Library.ShelveAsync();
        var rule = (await Library.Admin.PostAsync("/circulation-rules", new { materialType = "book", loanPeriod = 14 })).Expect(HttpStatusCode.Created);
        var category = (await Library.Admin.GetAsync("/patron-categories")).Json[0].GetProperty("id").GetInt32();
        var before = await Library.ScalarAsync<Guid>("SELECT policy_version FROM settings");

        var simulated = await SimulateAsync(new
        {
            copyBarcode = book.Barcode,
            cardNumber = Library.Member.CardNumber,
            rules = new object[] { new { materialType = "book", loanPeriod = 5 }, new { patronCategoryId = category, renewals = 9 } },
        });

        var (values, sources) = (simulated.Json.GetProperty("rule").GetProperty("values"), simulated.Json.GetProperty("rule").GetProperty("sources"));
        Assert.Multiple(async () =>
        {
            Assert.That(simulated["dueAt"], Is.EqualTo("2026-03-08T13:59:59Z"));
            Assert.That((values.GetProperty("loanPeriod").GetInt32(), sources.GetProperty("loanPeriod").GetInt32()), Is.EqualTo((5, rule.Id)));
            Assert.That((values.GetProperty("renewals").GetInt32(), sources.GetProperty("renewals").GetInt32()), Is.EqualTo((9, -2)));
            Assert.That(await Library.ScalarAsync<long>("SELECT count(*) FROM circulation_rules"), Is.EqualTo(2));
            Assert.That(await Library.ScalarAsync<long>("SELECT count(*) FROM loans"), Is.Zero);
            Assert.That(await Library.ScalarAsync<Guid>("SELECT policy_version FROM settings"), Is.EqualTo(before));
        });
    }

    [Test]
    public async Task A_date_and_draft_settings_are_thought_through_with_steps_and_blocks()
    {
        var book = await Library.ShelveAsync();
        var main = (await Library.Stranger.GetAsync("/branches")).Json[0].GetProperty("id").GetInt32();
        (await Library.Admin.PostAsync($"/branches/{main}/closures", new { from = "2026-12-24", to = "2027-01-02", yearly = true })).Expect(HttpStatusCode.Created);
        var question = new { copyBarcode = book.Barcode, userId = Library.Member.Id, at = "2026-12-10T01:00:00Z" };

        var next = await SimulateAsync(question);
        var previous = await SimulateAsync(new { question.copyBarcode, question.userId, question.at, settings = new { closedDayRule = "previous", maxLoansTotal = 0 } });

        Assert.Multiple(() =>
        {
            Assert.That((next["dueAt"], next["allowed"]), Is.EqualTo(("2027-01-03T13:59:59Z", "True")));
            Assert.That(next.Json.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("kind").GetString()), Is.EqualTo(["loan-period", "closed-day"]));
            Assert.That((previous["dueAt"], previous["allowed"]), Is.EqualTo(("2026-12-23T13:59:59Z", "False")));
            Assert.That(previous.Blocks, Is.EqualTo(["loan-limit"]));
        });
        Assert.That((await Library.Librarian.GetAsync("/settings"))["closedDayRule"], Is.EqualTo("next"));
    }

    [Test]
    public async Task It_says_what_every_day_after_the_due_date_would_cost()
    {
        var book = await Library.ShelveAsync();
        var main = (await Library.Stranger.GetAsync("/branches")).Json[0].GetProperty("id").GetInt32();
        (await Library.Admin.PostAsync($"/branches/{main}/closures", new { from = "2026-03-06" })).Expect(HttpStatusCode.Created);

        var simulated = await SimulateAsync(new { copyBarcode = book.Barcode, userId = Library.Member.Id, rules = new[] { new { materialType = "book", loanPeriod = 1, fineRate = 0.30, fineCap = 1.00 } } });

        var fines = simulated.Json.GetProperty("fines").EnumerateArray().Select(fine => (fine.GetProperty("on").GetString(), fine.GetProperty("open").GetBoolean(), fine.GetProperty("fine").GetDecimal())).ToList();
        Assert.That(fines.Take(5), Is.EqualTo([("2026-03-05", true, 0.30m), ("2026-03-06", false, 0.30m), ("2026-03-07", true, 0.60m), ("2026-03-08", true, 0.90m), ("2026-03-09", true, 1.00m)]));
        Assert.That((fines.Count, fines[^1].Item3), Is.EqualTo((30, 1.00m)));
    }

    [TestCase("""{"copyBarcode":"x"}""", "userId", TestName = "Nobody is no borrower")]
    [TestCase("""{"userId":1}""", "copyBarcode", TestName = "Nothing cannot be lent")]
    [TestCase("""{"copyBarcode":"x","userId":1,"at":"9999-12-31T00:00:00Z"}""", "at", TestName = "Nobody knows the year 9999")]
    [TestCase("""{"copyBarcode":"x","userId":1,"rules":[{"materialType":"dvd","loanPeriod":0}]}""", "rules[0].loanPeriod", TestName = "A draft is held to what holds for rules")]
    [TestCase("""{"copyBarcode":"x","userId":1,"rules":[{"materialType":"kite"}]}""", "rules[0].materialType", TestName = "A draft is for what there is")]
    [TestCase("""{"copyBarcode":"x","userId":1,"rules":[{"loanPeriod":3}]}""", "rules[0].loanUnit", TestName = "A draft of the catch-all rule says everything")]
    [TestCase("""{"copyBarcode":"x","userId":1,"rules":[{"materialType":"dvd"},{"materialType":"dvd"}]}""", "rules", TestName = "Two drafts are not for the same combination")]
    [TestCase("""{"copyBarcode":"x","userId":1,"rules":[null]}""", "rules[0]", TestName = "Nothing is no draft")]
    [TestCase("""{"copyBarcode":"x","userId":1,"override":{}}""", "override", TestName = "What is only thought of is not overridden")]
    public async Task A_question_that_makes_no_sense_is_named(string question, string member) =>
        Assert.That((await Library.Librarian.RawAsync(HttpMethod.Post, "/circulation-rules/simulate", question)).Expect(HttpStatusCode.BadRequest).Errors, Has.Member(member));

    [Test]
    public async Task Draft_settings_are_held_to_what_holds_for_settings()
    {
        var book = await Library.ShelveAsync();

        var refused = (await Library.Librarian.PostAsync("/circulation-rules/simulate", new { copyBarcode = book.Barcode, userId = Library.Member.Id, settings = new { debtLimit = 1.005 } })).Expect(HttpStatusCode.BadRequest);

        Assert.That(refused.Errors, Is.EqualTo(["settings.debtLimit"]));
    }

    [Test]
    public async Task Only_the_desk_tries_out_and_only_for_what_there_is()
    {
        var book = await Library.ShelveAsync();

        (await Library.Member.PostAsync("/circulation-rules/simulate", new { copyBarcode = book.Barcode, userId = Library.Member.Id })).Expect(HttpStatusCode.Forbidden);
        Assert.That((await Library.Librarian.PostAsync("/circulation-rules/simulate", new { copyBarcode = "nothing", userId = Library.Member.Id })).Code, Is.EqualTo("copy-not-found"));
        Assert.That((await Library.Librarian.PostAsync("/circulation-rules/simulate", new { copyBarcode = book.Barcode, userId = int.MaxValue })).Code, Is.EqualTo("user-not-found"));
    }
}
