namespace Lms.Tests.Privacy;

public sealed class KeepingAHistory : LibraryTest
{
    [Test]
    public async Task Who_wants_a_history_keeps_it_and_reads_it()
    {
        (await Library.Member.PatchAsync("/me", new { keepsHistory = true })).Expect(HttpStatusCode.OK);
        var returned = await LendAsync(Library.Member, andReturn: true);
        await LendAsync(Library.Member, andReturn: false);
        await LendAsync(Library.OtherMember, andReturn: true);

        await WaitAndDoChoresAsync(TimeSpan.FromDays(10));

        var history = (await Library.Member.GetAsync("/me/history")).Expect(HttpStatusCode.OK);
        Assert.That(history.Json.EnumerateArray().Select(loan => (loan.GetProperty("id").GetInt32(), loan.GetProperty("title").GetString())), Is.EqualTo([(returned, "Frankenstein")]));
    }

    [Test]
    public async Task Who_turns_it_on_keeps_what_was_not_forgotten_yet()
    {
        var returned = await LendAsync(Library.Member, andReturn: true);
        (await Library.Member.PatchAsync("/me", new { keepsHistory = true })).Expect(HttpStatusCode.OK);

        await WaitAndDoChoresAsync(TimeSpan.FromDays(10));

        Assert.That((await Library.Member.GetAsync("/me/history")).Json.EnumerateArray().Select(loan => loan.GetProperty("id").GetInt32()), Is.EqualTo([returned]));
    }

    [Test]
    public async Task Without_it_there_is_none_and_the_answer_says_how_to_get_one()
    {
        await LendAsync(Library.Member, andReturn: true);

        var history = await Library.Member.GetAsync("/me/history");

        Assert.That((history.Status, history.Code), Is.EqualTo((HttpStatusCode.Conflict, "history-off")));
        Assert.That(history["detail"], Does.Contain("keepsHistory"));
    }

    [Test]
    public async Task Who_turns_it_off_is_forgotten_soon_for_good()
    {
        (await Library.Member.PatchAsync("/me", new { keepsHistory = true })).Expect(HttpStatusCode.OK);
        await LendAsync(Library.Member, andReturn: true);
        await WaitAndDoChoresAsync(TimeSpan.FromDays(10));

        (await Library.Member.PatchAsync("/me", new { keepsHistory = false })).Expect(HttpStatusCode.OK);
        await Library.DoChoresAsync();
        (await Library.Member.PatchAsync("/me", new { keepsHistory = true })).Expect(HttpStatusCode.OK);

        Assert.That((await Library.Member.GetAsync("/me/history")).Json.GetArrayLength(), Is.Zero);
    }

    [Test]
    public async Task Only_members_themselves_decide_about_their_history_and_staff_may_help_with_renewals()
    {
        var history = await Library.Librarian.PatchAsync($"/users/{Library.Member.Id}", new { keepsHistory = true });
        var renewals = await Library.Librarian.PatchAsync($"/users/{Library.Member.Id}", new { autoRenew = true });
        (await Library.Member.PatchAsync("/me", new { keepsHistory = true })).Expect(HttpStatusCode.OK);
        var changed = await Library.Librarian.PatchAsync($"/users/{Library.Member.Id}", new { phone = "555" });

        Assert.That((history.Status, renewals["autoRenew"]), Is.EqualTo((HttpStatusCode.BadRequest, "True")));
        Assert.That((changed["autoRenew"], changed["keepsHistory"]), Is.EqualTo(("True", "True")));
    }

    [Test]
    public async Task A_member_exports_all_that_the_library_holds_about_them_and_nothing_about_others()
    {
        (await Library.Member.PatchAsync("/me", new { email = "member1@example.org", address = "Skinner Street 41" })).Expect(HttpStatusCode.OK);
        await Library.RuleAsync(new { fineRate = 0.10m });
        var loan = await LendAsync(Library.Member, andReturn: false);
        await LendAsync(Library.OtherMember, andReturn: false);
        await WaitAndDoChoresAsync(TimeSpan.FromDays(25));
        (await Library.Librarian.PostAsync($"/loans/{loan}/return")).Expect(HttpStatusCode.OK);

        var export = (await Library.Member.GetAsync("/me/export")).Expect(HttpStatusCode.OK).Json;

        Assert.Multiple(() =>
        {
            Assert.That(export.GetProperty("user").GetProperty("address").GetString(), Is.EqualTo("Skinner Street 41"));
            Assert.That(export.GetProperty("loans").EnumerateArray().Select(one => one.GetProperty("id").GetInt32()), Is.EqualTo([loan]));
            Assert.That(export.GetProperty("accountEntries").EnumerateArray().Select(entry => (entry.GetProperty("type").GetString(), entry.GetProperty("amount").GetDecimal(), entry.GetProperty("open").GetDecimal())), Is.EqualTo([("charge", 0.40m, 0.40m)]));
            Assert.That(export.GetProperty("notices").EnumerateArray().Select(notice => notice.GetProperty("type").GetString()), Is.EqualTo(["overdue"]));
            Assert.That(export.GetProperty("transactions").EnumerateArray().Select(row => row.GetProperty("type").GetString()), Is.EquivalentTo(["checkout", "return", "charge"]));
            Assert.That(export.GetProperty("holds").GetArrayLength(), Is.Zero);
            Assert.That(export.GetRawText(), Does.Not.Contain("member2").And.Not.Contain(Library.OtherMember.CardNumber));
        });
    }

    private async Task<int> LendAsync(Visitor borrower, bool andReturn)
    {
        var book = await Library.ShelveAsync();
        var loan = (await Library.Librarian.PostAsync("/loans", new { copyBarcode = book.Barcode, userId = borrower.Id })).Expect(HttpStatusCode.Created).Id;
        if (andReturn)
            (await Library.Librarian.PostAsync("/returns", new { copyBarcode = book.Barcode })).Expect(HttpStatusCode.OK);
        return loan;
    }

    private async Task WaitAndDoChoresAsync(TimeSpan time)
    {
        await Library.WaitAsync(time);
        await Library.DoChoresAsync();
    }
}
