namespace Lms.Tests.Circulation;

public sealed class RenewingALoan : LibraryTest
{
    private Reply _loan = null!;

    [SetUp]
    public async Task Lend()
    {
        var book = await Library.ShelveAsync();
        _loan = (await Library.Librarian.PostAsync("/loans", new { copyBarcode = book.Barcode, userId = Library.Member.Id })).Expect(HttpStatusCode.Created);
    }

    [Test]
    public async Task A_loan_is_renewed_as_often_as_its_rule_allows_and_then_no_more()
    {
        var left = int.Parse(_loan["renewalsLeft"]!, System.Globalization.CultureInfo.InvariantCulture);
        for (var count = 1; count <= left; count++)
        {
            var renewed = (await Library.Member.PostAsync($"/loans/{_loan.Id}/renew")).Expect(HttpStatusCode.OK);
            Assert.That((renewed["renewals"], renewed["renewalsLeft"]), Is.EqualTo(($"{count}", $"{left - count}")));
        }

        var refused = await Library.Member.PostAsync($"/loans/{_loan.Id}/renew");

        Assert.That(left, Is.Positive);
        Assert.That((refused.Status, refused.Blocks), Is.EqualTo((HttpStatusCode.Conflict, new[] { "renewal-limit" })));
        Assert.That((await Library.Librarian.GetAsync($"/loans/{_loan.Id}"))["renewals"], Is.EqualTo($"{left}"));
        Assert.That(await Library.ScalarAsync<long>("SELECT count(*) FROM transactions WHERE type = 'renewal'"), Is.EqualTo(left));
    }

    [Test]
    public async Task A_renewal_counts_from_now_and_never_makes_a_loan_due_earlier()
    {
        await Library.Librarian.PatchAsync($"/loans/{_loan.Id}", new { dueAt = "2026-12-24T12:00:00Z" });
        Assert.That((await Library.Member.PostAsync($"/loans/{_loan.Id}/renew"))["dueAt"], Is.EqualTo("2026-12-24T12:00:00Z"));

        await Library.Librarian.PatchAsync($"/loans/{_loan.Id}", new { dueAt = "2026-03-04T12:00:00Z" });
        Assert.That((await Library.Member.PostAsync($"/loans/{_loan.Id}/renew"))["dueAt"], Is.EqualTo(_loan["dueAt"]));
    }

    [Test]
    public async Task A_librarian_passes_over_the_limit_with_a_reason_and_a_member_does_not()
    {
        await ExhaustAsync();
        var with = new { @override = new { reason = "The next volume is not in yet" } };

        var member = await Library.Member.PostAsync($"/loans/{_loan.Id}/renew", with);
        var librarian = await Library.Librarian.PostAsync($"/loans/{_loan.Id}/renew", with);

        Assert.That((member.Status, librarian.Status), Is.EqualTo((HttpStatusCode.Forbidden, HttpStatusCode.OK)));
        Assert.That((await Library.Librarian.GetAsync("/transactions?type=renewal&limit=1")).Json[0].GetProperty("note").GetString(), Does.Contain("The next volume is not in yet"));
    }

    [Test]
    public async Task An_override_without_a_reason_is_refused_by_name()
    {
        await ExhaustAsync();

        var refused = await Library.Librarian.PostAsync($"/loans/{_loan.Id}/renew", new { @override = new { reason = "" } });

        Assert.That(refused.Expect(HttpStatusCode.BadRequest).Errors, Is.EqualTo(["override.reason"]));
    }

    [Test]
    public async Task A_returned_loan_is_not_renewed()
    {
        await Library.Librarian.PostAsync($"/loans/{_loan.Id}/return");

        var refused = await Library.Librarian.PostAsync($"/loans/{_loan.Id}/renew");

        Assert.That(refused.Expect(HttpStatusCode.Conflict).Blocks, Does.Contain("loan-closed"));
    }

    [Test]
    public async Task A_blocked_user_and_one_whose_card_has_expired_do_not_renew()
    {
        await Library.Librarian.PatchAsync($"/users/{Library.Member.Id}", new { blocked = true, expiresOn = "2026-01-01" });

        var refused = await Library.Member.PostAsync($"/loans/{_loan.Id}/renew");

        Assert.That(refused.Expect(HttpStatusCode.Conflict).Blocks, Is.EquivalentTo(["user-blocked", "card-expired"]));
    }

    [Test, CancelAfter(30_000)]
    public async Task Two_renewals_at_once_count_once_each()
    {
        await using var writes = await Library.HoldBackWritesToAsync("loans");
        var both = Enumerable.Range(0, 2).Select(_ => Library.Librarian.PostAsync($"/loans/{_loan.Id}/renew")).ToList();
        await writes.ReleaseOnceAsync(waiting: 2);

        var done = (await Task.WhenAll(both)).Count(answer => answer.Status == HttpStatusCode.OK);

        Assert.That((await Library.Librarian.GetAsync($"/loans/{_loan.Id}"))["renewals"], Is.EqualTo($"{done}"));
        Assert.That(await Library.ScalarAsync<long>("SELECT count(*) FROM transactions WHERE type = 'renewal'"), Is.EqualTo(done).And.Positive);
    }

    private async Task ExhaustAsync()
    {
        for (var answer = _loan; answer["renewalsLeft"] != "0";)
            answer = (await Library.Member.PostAsync($"/loans/{_loan.Id}/renew")).Expect(HttpStatusCode.OK);
    }
}
