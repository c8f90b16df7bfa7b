namespace Lms.Tests.Chores;

public sealed class LettingHoldsRunOut : LibraryTest
{
    [Test]
    public async Task A_copy_that_nobody_picks_up_in_time_goes_to_the_next_in_the_queue_and_the_first_is_told()
    {
        (await Library.Member.PatchAsync("/me", new { email = "member1@example.org" })).Expect(HttpStatusCode.OK);
        var (hold, _) = await WaitForAsync(Library.Member);
        var next = (await Library.OtherMember.PostAsync("/holds", new { bookId = _book.BookId })).Expect(HttpStatusCode.Created).Id;
        (await Library.Librarian.PostAsync("/returns", new { copyBarcode = _book.Barcode })).Expect(HttpStatusCode.OK);
        var pickupBy = (await Library.Librarian.GetAsync($"/holds/{hold}")).Json.GetProperty("pickupBy").GetDateTimeOffset();

        await DoChoresAtAsync(pickupBy);
        var inTime = await StatusAsync(hold);
        await DoChoresAtAsync(pickupBy.AddSeconds(1));
        await DoChoresAtAsync(pickupBy.AddSeconds(61));

        Assert.Multiple(async () =>
        {
            Assert.That((inTime, await StatusAsync(hold)), Is.EqualTo(("ready", "expired")));
            Assert.That(await StatusAsync(next), Is.Not.EqualTo("expired"));
            Assert.That(Library.Mail.Sent.Count(mail => mail.Subject == "No longer kept for you: Frankenstein"), Is.EqualTo(1));
            Assert.That(await Library.ScalarAsync<long>("SELECT count(*) FROM transactions WHERE type = 'holdExpired' AND actor_id IS NULL"), Is.EqualTo(1));
        });
    }

    [Test]
    public async Task A_hold_that_is_not_needed_any_more_ends_when_its_last_day_is_over_at_the_branch()
    {
        var (hold, _) = await WaitForAsync(Library.Member, expiresOn: "2026-03-10");

        await DoChoresAtAsync(new DateTimeOffset(2026, 3, 10, 13, 59, 59, TimeSpan.Zero));
        var onItsLastDay = await StatusAsync(hold);
        await DoChoresAtAsync(new DateTimeOffset(2026, 3, 10, 14, 0, 0, TimeSpan.Zero));

        Assert.That((onItsLastDay, await StatusAsync(hold)), Is.EqualTo(("waiting", "expired")));
    }

    private Shelved _book = null!;

    private async Task<(int Hold, int Loan)> WaitForAsync(Visitor member, string? expiresOn = null)
    {
        _book = await Library.ShelveAsync();
        var borrower = await Library.EnrolAsync("borrower");
        var loan = (await Library.Librarian.PostAsync("/loans", new { copyBarcode = _book.Barcode, userId = borrower.Id })).Expect(HttpStatusCode.Created).Id;
        var hold = (await member.PostAsync("/holds", new { bookId = _book.BookId, expiresOn })).Expect(HttpStatusCode.Created).Id;
        return (hold, loan);
    }

    private async Task<string?> StatusAsync(int hold) => (await Library.Librarian.GetAsync($"/holds/{hold}"))["status"];

    private async Task DoChoresAtAsync(DateTimeOffset moment)
    {
        await Library.WaitAsync(moment - Library.Clock.GetUtcNow());
        await Library.DoChoresAsync();
    }
}
