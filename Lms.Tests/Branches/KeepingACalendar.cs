using System.Globalization;

namespace Lms.Tests.Branches;

public sealed class KeepingACalendar : LibraryTest
{
    private int _main;

    [SetUp]
    public async Task FindMain() => _main = (await Library.Stranger.GetAsync("/branches?code=MAIN")).Json[0].GetProperty("id").GetInt32();

    [Test]
    public async Task A_week_has_several_periods_a_day_and_is_told_from_Monday_on()
    {
        var set = await Library.Admin.PutAsync($"/branches/{_main}/opening-hours", new[]
        {
            new { day = "sunday", opens = "10:00", closes = "12:00" },
            new { day = "monday", opens = "14:00", closes = "17:30" },
            new { day = "monday", opens = "09:00", closes = "14:00" },
        });

        const string Week = """[{"day":"monday","opens":"09:00","closes":"14:00"},{"day":"monday","opens":"14:00","closes":"17:30"},{"day":"sunday","opens":"10:00","closes":"12:00"}]""";
        Assert.That(set.Expect(HttpStatusCode.OK).Text, Is.EqualTo(Week));
        Assert.That((await Library.Stranger.GetAsync($"/branches/{_main}/opening-hours")).Text, Is.EqualTo(Week));
    }

    [TestCase("""[{"day":"monday","opens":"09:00","closes":"12:00"},{"day":"monday","opens":"11:59","closes":"17:00"}]""", "periods", TestName = "Two periods of a day do not overlap by a minute")]
    [TestCase("""[{"day":"monday","opens":"09:00","closes":"17:00"},{"day":"monday","opens":"10:00","closes":"11:00"}]""", "periods", TestName = "A period does not lie within another")]
    [TestCase("""[{"day":"monday","opens":"09:00","closes":"09:00"}]""", "periods[0].closes", TestName = "A branch does not close when it opens")]
    [TestCase("""[{"day":"monday","opens":"22:00","closes":"02:00"}]""", "periods[0].closes", TestName = "A period does not run over midnight")]
    [TestCase("""[{"opens":"09:00","closes":"10:00"}]""", "periods[0].day", TestName = "A period without a day is no Sunday")]
    [TestCase("""[{"day":"monday","opens":"24:00","closes":"25:00"}]""", "[0].opens", TestName = "There is no hour 24")]
    [TestCase("""[{"day":"monday","opens":"9:00","closes":"10:00"}]""", "[0].opens", TestName = "A time has two digits for the hour")]
    [TestCase("""[{"day":"noday","opens":"09:00","closes":"10:00"}]""", "[0].day", TestName = "A week has seven days")]
    [TestCase("""[{"day":1,"opens":"09:00","closes":"10:00"}]""", "[0].day", TestName = "A day is named, not numbered")]
    [TestCase("[null]", "periods[0]", TestName = "Nothing is no period")]
    public async Task Hours_that_make_no_sense_are_named_and_nothing_changes(string week, string member)
    {
        var refused = (await Library.Admin.RawAsync(HttpMethod.Put, $"/branches/{_main}/opening-hours", week)).Expect(HttpStatusCode.BadRequest);

        Assert.That(refused.Errors, Has.Member(member));
        Assert.That((await Library.Stranger.GetAsync($"/branches/{_main}/opening-hours")).Text, Is.EqualTo("[]"));
    }

    [Test]
    public async Task Hours_are_set_on_top_of_what_the_administrator_has_seen()
    {
        var seen = await Library.Stranger.GetAsync($"/branches/{_main}");
        (await Library.Admin.PatchAsync($"/branches/{_main}", new { name = "Other" })).Expect(HttpStatusCode.OK);

        (await Library.Admin.PutAsync($"/branches/{_main}/opening-hours", Array.Empty<object>(), seen.ETag)).Expect(HttpStatusCode.PreconditionFailed);
        (await Library.Admin.PutAsync("/branches/2147483647/opening-hours", Array.Empty<object>())).Expect(HttpStatusCode.NotFound);
        (await Library.Librarian.PutAsync($"/branches/{_main}/opening-hours", Array.Empty<object>())).Expect(HttpStatusCode.Forbidden);
        (await Library.Stranger.GetAsync("/branches/2147483647/opening-hours")).Expect(HttpStatusCode.NotFound);
    }

    [Test]
    public async Task A_closure_is_announced_seen_by_everybody_and_lifted()
    {
        var closure = (await Library.Admin.PostAsync($"/branches/{_main}/closures", new { from = "2026-12-24", to = "2027-01-02", yearly = true, reason = "Christmas" })).Expect(HttpStatusCode.Created);
        var day = (await Library.Admin.PostAsync($"/branches/{_main}/closures", new { from = "2026-05-01" })).Expect(HttpStatusCode.Created);

        var shown = (await Library.Stranger.GetAsync(closure.Headers.Location!.ToString())).Expect(HttpStatusCode.OK);
        Assert.Multiple(() =>
        {
            Assert.That((shown["from"], shown["to"], shown["yearly"], shown["reason"], shown["branchId"]), Is.EqualTo(("2026-12-24", "2027-01-02", "True", "Christmas", _main.ToString(CultureInfo.InvariantCulture))));
            Assert.That((day["from"], day["to"], day["yearly"], day["reason"]), Is.EqualTo(("2026-05-01", "2026-05-01", "False", "")));
        });
        Assert.That((await Library.Stranger.GetAsync($"/branches/{_main}/closures?sort=from")).Json.EnumerateArray().Select(one => one.GetProperty("id").GetInt32()), Is.EqualTo([day.Id, closure.Id]));

        (await Library.Admin.DeleteAsync($"/branches/{_main}/closures/{closure.Id}", "\"0\"")).Expect(HttpStatusCode.PreconditionFailed);
        (await Library.Admin.DeleteAsync($"/branches/{_main}/closures/{closure.Id}", shown.ETag)).Expect(HttpStatusCode.NoContent);
        Assert.That((await Library.Admin.DeleteAsync($"/branches/{_main}/closures/{closure.Id}")).Code, Is.EqualTo("closure-not-found"));
    }

    [TestCase("""{"from":"2026-12-24","to":"2026-12-23"}""", "to", TestName = "A closure does not end before it begins")]
    [TestCase("""{"to":"2026-12-23"}""", "from", TestName = "A closure begins on some day")]
    [TestCase("""{"from":"2026-12-24","to":"2027-12-24","yearly":true}""", "to", TestName = "A yearly closure is shorter than a year")]
    [TestCase("""{"from":"2026-12-24","to":"2036-12-24"}""", "to", TestName = "A closure is shorter than ten years")]
    [TestCase("""{"from":"2026-02-29"}""", "from", TestName = "There is no 29 February in 2026")]
    [TestCase("""{"from":"9999-12-31"}""", "from", TestName = "Nobody closes a branch in the year 9999")]
    [TestCase("""{"from":"2026-12-24","reason":" "}""", "reason", TestName = "A blank reason is none")]
    [TestCase("""{"from":"2026-12-24","closed":true}""", "closed", TestName = "A closure has no member that nobody knows")]
    public async Task A_closure_that_makes_no_sense_is_named_and_nothing_changes(string closure, string member)
    {
        foreach (var path in new[] { "closures", "closures/preview" })
            Assert.That((await Library.Admin.RawAsync(HttpMethod.Post, $"/branches/{_main}/{path}", closure)).Expect(HttpStatusCode.BadRequest).Errors, Has.Member(member));
        Assert.That(await Library.ScalarAsync<long>("SELECT count(*) FROM closures"), Is.Zero);
    }

    [Test]
    public async Task Only_an_administrator_announces_or_lifts_a_closure_and_only_of_a_branch_that_there_is()
    {
        var east = await Library.OpenBranchAsync("EAST");
        var closure = (await Library.Admin.PostAsync($"/branches/{east}/closures", new { from = "2026-05-01" })).Expect(HttpStatusCode.Created);

        (await Library.Librarian.PostAsync($"/branches/{_main}/closures", new { from = "2026-05-01" })).Expect(HttpStatusCode.Forbidden);
        (await Library.Librarian.DeleteAsync($"/branches/{east}/closures/{closure.Id}")).Expect(HttpStatusCode.Forbidden);
        Assert.That((await Library.Admin.DeleteAsync($"/branches/{_main}/closures/{closure.Id}")).Code, Is.EqualTo("closure-not-found"), "It is another branch's.");
        Assert.That((await Library.Admin.PostAsync("/branches/2147483647/closures", new { from = "2026-05-01" })).Code, Is.EqualTo("branch-not-found"));
        Assert.That((await Library.Stranger.GetAsync("/branches/2147483647/closures")).Code, Is.EqualTo("branch-not-found"));
    }

    [Test]
    public async Task A_closure_holds_from_the_next_checkout_on()
    {
        var book = await Library.ShelveAsync(copies: 2);
        await Library.RuleAsync(new { loanPeriod = 2 });
        var before = await Library.Librarian.PostAsync("/loans", new { copyBarcode = book.Barcodes[0], userId = Library.Member.Id });
        (await Library.Admin.PostAsync($"/branches/{_main}/closures", new { from = "2026-03-05", to = "2026-03-06" })).Expect(HttpStatusCode.Created);

        var after = await Library.Librarian.PostAsync("/loans", new { copyBarcode = book.Barcodes[1], userId = Library.OtherMember.Id });

        Assert.That((before["dueAt"], after["dueAt"]), Is.EqualTo(("2026-03-05T13:59:59Z", "2026-03-07T13:59:59Z")));
        Assert.That((await Library.Librarian.GetAsync($"/loans/{before.Id}"))["dueAt"], Is.EqualTo("2026-03-05T13:59:59Z"), "Nobody asked that it move.");
    }
}
