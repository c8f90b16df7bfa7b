using System.Text.Json;

namespace Lms.Tests.Circulation;

public sealed class PassingOverBlocks : DeskTest
{
    [Test]
    public async Task An_override_passes_over_the_blocks_that_it_names_and_no_others()
    {
        var book = await Library.ShelveAsync();
        await Library.Librarian.PatchAsync($"/users/{Library.Member.Id}", new { blocked = true, expiresOn = "2026-03-01" });

        var one = await Library.Librarian.PostAsync("/loans", new { copyBarcode = book.Barcode, userId = Library.Member.Id, @override = new { reason = "New card is in the post", blocks = new[] { "card-expired" } } });
        var both = await Library.Librarian.PostAsync("/loans", new { copyBarcode = book.Barcode, userId = Library.Member.Id, @override = new { reason = "New card is in the post", blocks = new[] { "card-expired", "user-blocked" } } });

        Assert.That(one.Blocks, Is.EqualTo(["user-blocked"]));
        both.Expect(HttpStatusCode.Created);
    }

    [Test]
    public async Task An_override_stands_in_the_ledger_with_who_and_why_and_one_without_a_block_leaves_no_trace()
    {
        var book = await Library.ShelveAsync(copies: 2);
        await Library.Librarian.PatchAsync($"/users/{Library.Member.Id}", new { expiresOn = "2026-03-01" });

        var needed = await Library.Librarian.PostAsync("/loans", new { copyBarcode = book.Barcode, userId = Library.Member.Id, @override = new { reason = "New card is in the post" } });
        var needless = await Library.Librarian.PostAsync("/loans", new { copyBarcode = book.Barcodes[1], userId = Library.OtherMember.Id, @override = new { reason = "To be sure" } });

        var row = (await LedgerAsync($"loanId={needed.Expect(HttpStatusCode.Created).Id}&type=checkout")).Json[0];
        Assert.That(row.GetProperty("note").GetString(), Is.EqualTo("Override of card-expired: New card is in the post"));
        Assert.That(row.GetProperty("actorId").GetInt32(), Is.EqualTo(Library.Librarian.Id));
        Assert.That((await LedgerAsync($"loanId={needless.Expect(HttpStatusCode.Created).Id}")).Json[0].GetProperty("note").GetString(), Is.Null);
    }

    [TestCase("""{"reason": ""}""")]
    [TestCase("""{}""")]
    [TestCase("""{"reason": "ok", "blocks": [""]}""")]
    public async Task An_override_without_a_reason_is_no_override(string given)
    {
        var book = await Library.ShelveAsync();

        var answer = await Library.Librarian.RawAsync(HttpMethod.Post, "/loans", $$"""{"copyBarcode": "{{book.Barcode}}", "userId": {{Library.Member.Id}}, "override": {{given}}}""");

        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.BadRequest), answer.Text);
        Assert.That(await Library.ScalarAsync<long>("SELECT count(*) FROM loans"), Is.Zero);
    }

    [TestCase("""["no-such-block", "card-expired"]""")]
    [TestCase("""["USER-BLOCKED"]""")]
    [TestCase("""["loan-not-found"]""")]
    [TestCase("""[""]""")]
    [TestCase("""[null]""")]
    [TestCase("""["card-expired", "card-expired"]""")]
    public async Task An_override_of_what_is_no_block_is_refused_by_name(string blocks)
    {
        var book = await Library.ShelveAsync();

        var refused = await Library.Librarian.PostAsync("/loans", new { copyBarcode = book.Barcode, userId = Library.Member.Id, @override = new { reason = "Because", blocks = JsonSerializer.Deserialize<JsonElement>(blocks) } });

        Assert.That(refused.Expect(HttpStatusCode.BadRequest).Errors.Single(), Does.StartWith("override.blocks"));
    }

    [Test]
    public async Task Members_pass_over_nothing()
    {
        var book = await Library.ShelveAsync();
        var loan = await LendAsync(book.Barcode, Library.Member);

        var answer = await Library.Member.PostAsync($"/loans/{loan.Id}/renew", new { @override = new { reason = "I like it" } });

        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    [TestCase("[]", "user-blocked,card-expired")]
    [TestCase("""["held-for-another"]""", "user-blocked,card-expired")]
    [TestCase("""["needed-for-holds", "user-blocked"]""", "card-expired")]
    public async Task What_an_override_does_not_name_stands_and_what_it_names_in_vain_does_no_harm(string blocks, string remaining)
    {
        var book = await Library.ShelveAsync();
        await Library.Librarian.PatchAsync($"/users/{Library.Member.Id}", new { blocked = true, expiresOn = "2026-03-01" });

        var answer = await Library.Librarian.RawAsync(HttpMethod.Post, "/loans", $$"""{"copyBarcode": "{{book.Barcode}}", "userId": {{Library.Member.Id}}, "override": {"reason": "On the phone", "blocks": {{blocks}} } }""");

        Assert.That(answer.Expect(HttpStatusCode.Conflict).Blocks, Is.EqualTo(remaining.Split(',')));
        Assert.That(await Library.ScalarAsync<long>("SELECT count(*) FROM loans"), Is.Zero);
    }

    [Test]
    public async Task A_librarian_who_names_what_only_an_administrator_passes_over_is_left_with_that()
    {
        var book = await Library.ShelveAsync();
        await LendAsync(book.Barcode, Library.Admin);
        await WaitForAsync(Library.OtherMember, book.BookId);
        await TakeBackAsync(book.Barcode);
        await Library.Librarian.PatchAsync($"/users/{Library.Member.Id}", new { expiresOn = "2026-03-01" });

        var answer = await Library.Librarian.PostAsync("/loans", new { copyBarcode = book.Barcode, userId = Library.Member.Id, @override = new { reason = "Exam tomorrow", blocks = new[] { "held-for-another", "card-expired" } } });

        Assert.That(answer.Blocks, Is.EqualTo(["held-for-another"]));
    }
}
