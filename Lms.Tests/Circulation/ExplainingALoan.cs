namespace Lms.Tests.Circulation;

public sealed class ExplainingALoan : DeskTest
{
    [Test]
    public async Task A_loan_tells_years_later_by_which_rule_it_was_due_when_it_was_whatever_the_rules_say_by_then()
    {
        var rule = (await Library.Admin.PostAsync("/circulation-rules", new { materialType = "book", loanPeriod = 14 })).Expect(HttpStatusCode.Created);
        var loan = await LendAsync((await Library.ShelveAsync()).Barcode, Library.Member);
        (await RenewAsync(loan)).Expect(HttpStatusCode.OK);
        (await Library.Admin.DeleteAsync($"/circulation-rules/{rule.Id}")).Expect(HttpStatusCode.NoContent);
        await Library.RuleAsync(new { loanPeriod = 1 });
        await Library.WaitAsync(TimeSpan.FromDays(1200));

        var told = (await Library.Member.GetAsync($"/loans/{loan.Id}/explanation")).Expect(HttpStatusCode.OK);

        var (first, second) = (told.Json.GetProperty("decisions")[0], told.Json.GetProperty("decisions")[1]);
        Assert.Multiple(() =>
        {
            Assert.That((first.GetProperty("action").GetString(), second.GetProperty("action").GetString()), Is.EqualTo(("checkout", "renewal")));
            Assert.That((first.GetProperty("ruleId").GetInt32(), first.GetProperty("values").GetProperty("loanPeriod").GetInt32(), first.GetProperty("sources").GetProperty("loanPeriod").GetInt32()), Is.EqualTo((rule.Id, 14, rule.Id)));
            Assert.That(first.GetProperty("sources").GetProperty("renewals").GetInt32(), Is.Not.EqualTo(rule.Id), "inherited from the catch-all rule");
            Assert.That(first.GetProperty("dueAt").GetString(), Is.EqualTo("2026-03-17T13:59:59Z"));
            Assert.That(told.Json.GetProperty("words").EnumerateArray().Select(word => word.GetString()), Does.Contain($"Lent on 2026-03-03 06:30 under circulation rule {rule.Id}.")
                .And.Contain($"The period of 14 days comes from circulation rule {rule.Id}.").And.Contain("14 days. That makes it due on 2026-03-17 23:59."));
        });
    }

    [Test]
    public async Task The_explanation_names_the_calendar_steps_and_what_staff_passed_over()
    {
        var branch = await Library.ScalarAsync<int>("SELECT min(id) FROM branches");
        await Library.ScalarAsync<int>($"INSERT INTO closures (branch_id, \"from\", \"to\", yearly) VALUES ({branch}, '2026-03-24', '2026-03-24', false) RETURNING id");
        await Library.Librarian.PatchAsync($"/users/{Library.Member.Id}", new { blocked = true });

        var loan = await Library.Librarian.PostAsync("/loans", new { copyBarcode = (await Library.ShelveAsync()).Barcode, userId = Library.Member.Id, @override = new { reason = "Spoke to them" } });

        var decision = (await Library.Librarian.GetAsync($"/loans/{loan.Expect(HttpStatusCode.Created).Id}/explanation")).Json.GetProperty("decisions")[0];
        Assert.That(decision.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("kind").GetString()), Is.EqualTo(["loan-period", "closed-day"]));
        Assert.That(decision.GetProperty("passedOver").EnumerateArray().Select(code => code.GetString()), Is.EqualTo(["user-blocked"]));
    }

    [Test]
    public async Task Members_are_told_about_their_own_loans_alone()
    {
        var loan = await LendAsync((await Library.ShelveAsync()).Barcode, Library.Member);

        Assert.That((await Library.OtherMember.GetAsync($"/loans/{loan.Id}/explanation")).Code, Is.EqualTo("loan-not-found"));
    }
}
