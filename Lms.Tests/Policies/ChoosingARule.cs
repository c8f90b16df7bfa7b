namespace Lms.Tests.Policies;

public sealed class ChoosingARule : LibraryTest
{
    [Test]
    public async Task The_most_specific_rule_wins_and_what_it_leaves_empty_comes_from_the_next()
    {
        var catchAll = (await Library.Admin.GetAsync("/circulation-rules")).Json[0].GetProperty("id").GetInt32();
        var branch = await Library.OpenBranchAsync("EAST");
        var category = (await Library.Admin.GetAsync("/patron-categories")).Json[0].GetProperty("id").GetInt32();
        var films = (await Library.Admin.PostAsync("/circulation-rules", new { materialType = "dvd", loanPeriod = 7, fineRate = 0.50 })).Expect(HttpStatusCode.Created);
        var adults = (await Library.Admin.PostAsync("/circulation-rules", new { patronCategoryId = category, loanPeriod = 14 })).Expect(HttpStatusCode.Created);
        var east = (await Library.Admin.PostAsync("/circulation-rules", new { branchId = branch, renewals = 5 })).Expect(HttpStatusCode.Created);

        var match = (await Library.Librarian.GetAsync($"/circulation-rules/match?patronCategoryId={category}&materialType=dvd&branchId={branch}")).Expect(HttpStatusCode.OK).Json;

        var (values, sources) = (match.GetProperty("values"), match.GetProperty("sources"));
        Assert.Multiple(() =>
        {
            Assert.That(match.GetProperty("ruleId").GetInt32(), Is.EqualTo(east.Id));
            Assert.That((values.GetProperty("renewals").GetInt32(), sources.GetProperty("renewals").GetInt32()), Is.EqualTo((5, east.Id)));
            Assert.That((values.GetProperty("loanPeriod").GetInt32(), sources.GetProperty("loanPeriod").GetInt32()), Is.EqualTo((14, adults.Id)));
            Assert.That((values.GetProperty("fineRate").GetDecimal(), sources.GetProperty("fineRate").GetInt32()), Is.EqualTo((0.50m, films.Id)));
            Assert.That((values.GetProperty("maxLoans").GetInt32(), sources.GetProperty("maxLoans").GetInt32()), Is.EqualTo((10, catchAll)));
        });
    }

    [Test]
    public async Task The_catch_all_rule_can_neither_be_dropped_nor_left_without_a_value_that_has_to_come_from_somewhere()
    {
        var catchAll = (await Library.Admin.GetAsync("/circulation-rules")).Json[0].GetProperty("id").GetInt32();

        Assert.That((await Library.Admin.DeleteAsync($"/circulation-rules/{catchAll}")).Code, Is.EqualTo("catch-all-rule"));
        Assert.That((await Library.Admin.PatchAsync($"/circulation-rules/{catchAll}", new { loanPeriod = (int?)null })).Errors, Is.EqualTo(["loanPeriod"]));
    }

    [Test]
    public async Task A_setting_holds_from_the_next_request_on_and_one_that_makes_no_sense_is_named()
    {
        await Library.SetAsync(new { debtLimit = 5.00, closedDayRule = "previous" });

        var settings = await Library.Librarian.GetAsync("/settings");
        Assert.That((settings["debtLimit"], settings["closedDayRule"], settings["currency"]), Is.EqualTo(("5.00", "previous", "EUR")));
        Assert.That((await Library.Admin.PatchAsync("/settings", new { debtLimit = 1.005 })).Errors, Is.EqualTo(["debtLimit"]));
        Assert.That((await Library.Librarian.PatchAsync("/settings", new { debtLimit = 1 })).Status, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    [Test]
    public async Task A_rule_that_says_nothing_of_its_own_inherits_everything_and_lends_as_before()
    {
        var catchAll = (await Library.Admin.GetAsync("/circulation-rules")).Json[0].GetProperty("id").GetInt32();
        var branch = (await Library.Stranger.GetAsync("/branches")).Json[0].GetProperty("id").GetInt32();
        var category = (await Library.Admin.GetAsync("/patron-categories")).Json[0].GetProperty("id").GetInt32();
        var silent = (await Library.Admin.PostAsync("/circulation-rules", new { patronCategoryId = category, materialType = "book", branchId = branch })).Expect(HttpStatusCode.Created);

        var match = (await Library.Librarian.GetAsync($"/circulation-rules/match?patronCategoryId={category}&materialType=book&branchId={branch}")).Expect(HttpStatusCode.OK).Json;
        var loan = (await Library.Librarian.PostAsync("/loans", new { copyBarcode = (await Library.ShelveAsync()).Barcode, userId = Library.Member.Id })).Expect(HttpStatusCode.Created);

        Assert.That(match.GetProperty("ruleId").GetInt32(), Is.EqualTo(silent.Id));
        Assert.That(match.GetProperty("sources").EnumerateObject().Select(source => source.Value.GetInt32()).Distinct(), Is.EqualTo([catchAll]));
        Assert.That((loan["ruleId"], loan["dueAt"]), Is.EqualTo(($"{silent.Id}", "2026-03-24T13:59:59Z")));
    }
}
