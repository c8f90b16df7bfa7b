using Lms.Tests.Circulation;

namespace Lms.Tests.Patrons;

public sealed class ActingForAnother : DeskTest
{
    [Test]
    public async Task What_a_proxy_borrows_stands_on_the_sponsor_and_the_ledger_names_both()
    {
        await AppointAsync();

        var loan = (await ActAsync()).Expect(HttpStatusCode.Created);

        var row = (await LedgerAsync($"loanId={loan.Id}")).Json[0];
        Assert.That(loan["userId"], Is.EqualTo($"{Library.Member.Id}"));
        Assert.That((row.GetProperty("userId").GetInt32(), row.GetProperty("proxyId").GetInt32(), row.GetProperty("actorId").GetInt32()), Is.EqualTo((Library.Member.Id, Library.OtherMember.Id, Library.Librarian.Id)));
    }

    [Test]
    public async Task Whoever_was_not_appointed_or_was_dismissed_acts_for_nobody()
    {
        var stranger = await ActAsync();
        await AppointAsync();
        (await Library.Librarian.DeleteAsync($"/users/{Library.Member.Id}/proxies/{Library.OtherMember.Id}")).Expect(HttpStatusCode.NoContent);
        var dismissed = await ActAsync();

        Assert.That(new[] { stranger, dismissed }.SelectMany(answer => answer.Blocks), Is.EqualTo(["proxy-not-appointed", "proxy-not-appointed"]));
        Assert.That((await Library.Librarian.DeleteAsync($"/users/{Library.Member.Id}/proxies/{Library.OtherMember.Id}")).Code, Is.EqualTo("proxy-not-found"));
    }

    [TestCase("2026-03-03", true)]
    [TestCase("2026-03-02", false)]
    public async Task A_proxy_acts_to_the_end_of_the_last_day(string expiresOn, bool lent)
    {
        await AppointAsync(new { expiresOn });

        var answer = await ActAsync();

        Assert.That(answer.Status, Is.EqualTo(lent ? HttpStatusCode.Created : HttpStatusCode.Conflict));
        if (!lent)
            Assert.That(answer.Blocks, Is.EqualTo(["proxy-expired"]));
    }

    [Test]
    public async Task A_proxy_who_is_blocked_or_whose_card_expired_is_refused()
    {
        await AppointAsync();
        await Library.Librarian.PatchAsync($"/users/{Library.OtherMember.Id}", new { blocked = true, expiresOn = "2026-03-01" });

        Assert.That((await ActAsync()).Blocks, Is.EquivalentTo(["proxy-blocked", "proxy-card-expired"]));
    }

    [Test]
    public async Task Nobody_gets_past_a_block_by_sending_somebody_else()
    {
        (await Library.Librarian.PutAsync($"/users/{Library.Member.Id}/proxies/{Library.OtherMember.Id}", new { })).Expect(HttpStatusCode.OK);
        (await Library.Librarian.PatchAsync($"/users/{Library.Member.Id}", new { blocked = true, blockedNote = "Owes an answer" })).Expect(HttpStatusCode.OK);
        var book = await Library.ShelveAsync();
        var (loan, hold) = (new { copyBarcode = book.Barcode, userId = Library.Member.Id, proxyUserId = Library.OtherMember.Id }, new { bookId = book.BookId, userId = Library.Member.Id, proxyUserId = Library.OtherMember.Id });

        Assert.Multiple(async () =>
        {
            Assert.That((await Library.Librarian.PostAsync("/loans", loan)).Expect(HttpStatusCode.Conflict).Blocks, Is.EqualTo(["user-blocked"]));
            Assert.That((await Library.Librarian.PostAsync("/holds", hold)).Expect(HttpStatusCode.Conflict).Blocks, Is.EqualTo(["user-blocked"]));
        });
    }

    [Test]
    public async Task Appointments_are_listed_changed_and_made_for_others_alone()
    {
        await AppointAsync();
        var changed = (await AppointAsync(new { expiresOn = "2026-12-31" })).Expect(HttpStatusCode.OK);

        var listed = (await Library.Librarian.GetAsync($"/users/{Library.Member.Id}/proxies")).Expect(HttpStatusCode.OK);
        Assert.That(listed.Json.EnumerateArray().Select(proxy => (proxy.GetProperty("proxyId").GetInt32(), proxy.GetProperty("expiresOn").GetString())), Is.EqualTo([(Library.OtherMember.Id, "2026-12-31")]));
        Assert.That(changed["cardNumber"], Is.EqualTo(Library.OtherMember.CardNumber));
        Assert.That((await Library.Librarian.PutAsync($"/users/{Library.Member.Id}/proxies/{Library.Member.Id}", new { })).Errors, Is.EqualTo(["proxyId"]));
        Assert.That((await Library.Librarian.PutAsync($"/users/{Library.Member.Id}/proxies/9999", new { })).Code, Is.EqualTo("user-not-found"));
        Assert.That((await Library.Librarian.PutAsync($"/users/9999/proxies/{Library.Member.Id}", new { })).Code, Is.EqualTo("user-not-found"));
    }

    private Task<Reply> AppointAsync(object? fields = null) => Library.Librarian.PutAsync($"/users/{Library.Member.Id}/proxies/{Library.OtherMember.Id}", fields ?? new { });

    private async Task<Reply> ActAsync() =>
        await Library.Librarian.PostAsync("/loans", new { copyBarcode = (await Library.ShelveAsync()).Barcode, userId = Library.Member.Id, proxyUserId = Library.OtherMember.Id });
}
