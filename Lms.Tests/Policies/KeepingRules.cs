namespace Lms.Tests.Policies;

public sealed class KeepingRules : LibraryTest
{
    private async Task<int> CatchAllAsync() => (await Library.Admin.GetAsync("/circulation-rules")).Json[0].GetProperty("id").GetInt32();

    private async Task<int> CategoryAsync() => (await Library.Admin.GetAsync("/patron-categories")).Json[0].GetProperty("id").GetInt32();

    [Test]
    public async Task A_rule_says_everything_that_a_loan_depends_on_and_leaves_the_rest_to_others()
    {
        var whole = new
        {
            materialType = "dvd",
            loanPeriod = 7,
            loanUnit = "days",
            fixedDueDate = "2026-06-30",
            renewals = 1,
            unseenRenewals = 0,
            renewalPeriod = 3,
            maxLoans = 4,
            maxHolds = 5,
            holdShelfDays = 6,
            fineRate = 0.25,
            fineUnit = "hour",
            graceDays = 2,
            fineCap = 10.00,
            fineCapAtPrice = false,
            lostFee = 30.00,
            processingFee = 5.50,
            loanable = true,
            renewable = false,
            holdable = true,
        };

        var rule = (await Library.Admin.PostAsync("/circulation-rules", whole)).Expect(HttpStatusCode.Created);
        var empty = (await Library.Admin.PostAsync("/circulation-rules", new { materialType = "map" })).Expect(HttpStatusCode.Created);

        foreach (var member in whole.GetType().GetProperties())
        {
            var (said, told) = (System.Text.Json.JsonSerializer.SerializeToElement(member.GetValue(whole)), rule.Json.GetProperty(member.Name));
            Assert.That(told.ValueKind is System.Text.Json.JsonValueKind.Number ? told.GetDecimal() == said.GetDecimal() : told.ToString() == said.ToString(), Is.True, member.Name);
            if (member.Name != "materialType")
                Assert.That(empty.Json.GetProperty(member.Name).ValueKind, Is.EqualTo(System.Text.Json.JsonValueKind.Null), member.Name);
        }
    }

    [TestCase("patronCategoryId", 2147483647)]
    [TestCase("materialType", "kite")]
    [TestCase("branchId", 2147483647)]
    [TestCase("patronCategoryId", 0)]
    [TestCase("branchId", -1)]
    [TestCase("materialType", " ")]
    [TestCase("loanPeriod", 0)]
    [TestCase("loanPeriod", 3661)]
    [TestCase("renewals", -1)]
    [TestCase("maxLoans", 10001)]
    [TestCase("holdShelfDays", 0)]
    [TestCase("graceDays", -1)]
    [TestCase("fineRate", -0.01)]
    [TestCase("fineRate", 0.005)]
    [TestCase("fineCap", 1000000.00)]
    [TestCase("loanUnit", "weeks")]
    [TestCase("fixedDueDate", "2026-02-29")]
    [TestCase("fixedDueDate", "9999-12-31")]
    [TestCase("colour", "red")]
    public async Task A_rule_that_makes_no_sense_is_named_and_not_made(string member, object value)
    {
        var refused = (await Library.Admin.PostAsync("/circulation-rules", new Dictionary<string, object> { [member] = value })).Expect(HttpStatusCode.BadRequest);

        Assert.That(refused.Errors, Is.EqualTo([member]));
        Assert.That(await Library.ScalarAsync<long>("SELECT count(*) FROM circulation_rules"), Is.EqualTo(1));
    }

    [Test]
    public async Task There_is_one_rule_for_one_combination()
    {
        var category = await CategoryAsync();
        (await Library.Admin.PostAsync("/circulation-rules", new { patronCategoryId = category, materialType = "dvd" })).Expect(HttpStatusCode.Created);

        foreach (var again in new object[] { new { patronCategoryId = category, materialType = "dvd", loanPeriod = 3 }, new { loanPeriod = 3 } })
            Assert.That((await Library.Admin.PostAsync("/circulation-rules", again)).Expect(HttpStatusCode.Conflict).Code, Is.EqualTo("circulation-rule-exists"));
        (await Library.Admin.PostAsync("/circulation-rules", new { patronCategoryId = category })).Expect(HttpStatusCode.Created);
    }

    [Test]
    public async Task What_a_rule_says_changes_and_what_it_no_longer_says_is_inherited_again()
    {
        var films = (await Library.Admin.PostAsync("/circulation-rules", new { materialType = "dvd", loanPeriod = 7, renewals = 0 })).Expect(HttpStatusCode.Created);
        var category = await CategoryAsync();
        var main = (await Library.Stranger.GetAsync("/branches")).Json[0].GetProperty("id").GetInt32();

        (await Library.Admin.PatchAsync($"/circulation-rules/{films.Id}", new { loanPeriod = (int?)null, renewals = 1 }, films.ETag)).Expect(HttpStatusCode.OK);
        (await Library.Admin.PatchAsync($"/circulation-rules/{films.Id}", new { renewals = 3 }, films.ETag)).Expect(HttpStatusCode.PreconditionFailed);

        var match = (await Library.Librarian.GetAsync($"/circulation-rules/match?patronCategoryId={category}&materialType=dvd&branchId={main}")).Json;
        Assert.That((match.GetProperty("values").GetProperty("loanPeriod").GetInt32(), match.GetProperty("values").GetProperty("renewals").GetInt32()), Is.EqualTo((21, 1)));
        Assert.That((match.GetProperty("sources").GetProperty("loanPeriod").GetInt32(), match.GetProperty("sources").GetProperty("renewals").GetInt32()), Is.EqualTo((await CatchAllAsync(), films.Id)));
    }

    [Test]
    public async Task For_what_a_rule_is_does_not_change() =>
        Assert.That((await Library.Admin.PatchAsync($"/circulation-rules/{await CatchAllAsync()}", new { materialType = "dvd" })).Expect(HttpStatusCode.BadRequest).Errors, Is.EqualTo(["materialType"]));

    [Test]
    public async Task A_rule_that_is_dropped_leaves_what_was_lent_under_it_its_terms()
    {
        var book = await Library.ShelveAsync();
        var rule = (await Library.Admin.PostAsync("/circulation-rules", new { materialType = "book", loanPeriod = 5, renewals = 7 })).Expect(HttpStatusCode.Created);
        var loan = (await Library.Librarian.PostAsync("/loans", new { copyBarcode = book.Barcode, userId = Library.Member.Id })).Expect(HttpStatusCode.Created);

        (await Library.Admin.DeleteAsync($"/circulation-rules/{rule.Id}", rule.ETag)).Expect(HttpStatusCode.NoContent);

        var kept = await Library.Librarian.GetAsync($"/loans/{loan.Id}");
        Assert.That((kept["dueAt"], kept["renewalsLeft"], kept["ruleId"]), Is.EqualTo((loan["dueAt"], "7", "")));
        Assert.That(await Library.ScalarAsync<string>($"SELECT traces->0->'values'->>'loanPeriod' FROM loans WHERE id = {loan.Id}"), Is.EqualTo("5"));
        Assert.That((await Library.Admin.DeleteAsync($"/circulation-rules/{rule.Id}")).Code, Is.EqualTo("circulation-rule-not-found"));
    }

    [Test]
    public async Task Librarians_read_the_rules_and_administrators_write_them()
    {
        (await Library.Librarian.GetAsync("/circulation-rules")).Expect(HttpStatusCode.OK);
        (await Library.Librarian.PostAsync("/circulation-rules", new { materialType = "dvd" })).Expect(HttpStatusCode.Forbidden);
        (await Library.Librarian.DeleteAsync($"/circulation-rules/{await CatchAllAsync()}")).Expect(HttpStatusCode.Forbidden);
        (await Library.Member.GetAsync("/circulation-rules")).Expect(HttpStatusCode.Forbidden);
    }

    [TestCase("patronCategoryId=2147483647&branchId=1", "patron-category-not-found")]
    [TestCase("patronCategoryId=1&materialType=kite&branchId=1", "material-type-not-found")]
    [TestCase("patronCategoryId=1&branchId=2147483647", "branch-not-found")]
    public async Task No_rule_wins_for_what_there_is_not(string combination, string code) =>
        Assert.That((await Library.Librarian.GetAsync($"/circulation-rules/match?{combination}")).Expect(HttpStatusCode.NotFound).Code, Is.EqualTo(code));

    [Test]
    public async Task A_rule_that_changed_holds_from_the_next_checkout_on_at_every_process()
    {
        await using var otherProcess = await Library.OpenAsync(Library.ConnectionString);
        var librarian = new Visitor(otherProcess.Address, Library.Librarian.Id, Library.Librarian.Http.DefaultRequestHeaders.Authorization!.Parameter);
        var book = await Library.ShelveAsync(copies: 2);
        var before = (await librarian.PostAsync("/loans/evaluate", new { copyBarcode = book.Barcode, userId = Library.Member.Id })).Expect(HttpStatusCode.OK);

        await Library.RuleAsync(new { loanPeriod = 1 });

        var after = await librarian.PostAsync("/loans/evaluate", new { copyBarcode = book.Barcode, userId = Library.Member.Id });
        Assert.That((before["dueAt"], after["dueAt"]), Is.EqualTo(("2026-03-24T13:59:59Z", "2026-03-04T13:59:59Z")));
    }
}
