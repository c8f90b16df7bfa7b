using System.Text.Json;
using Lms.Domain.Circulation;
using Lms.Domain.Holds;
using Lms.Domain.Notices;
using Lms.Infrastructure.Persistence;
using Lms.Tests.Stress;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Lms.Tests.Privacy;

public sealed class ForgettingWhatWasBorrowed : LibraryTest
{
    private Shelved _book = null!;

    [SetUp]
    public async Task Shelve() => _book = await Library.ShelveAsync(copies: 3);

    [Test]
    public async Task A_returned_loan_loses_its_user_once_it_cannot_be_taken_back_any_more_and_statistics_stay()
    {
        var loan = await LendAndReturnAsync();

        await WaitAndDoChoresAsync(TimeSpan.FromMinutes(29));
        var soon = await UserOfAsync(loan);
        await WaitAndDoChoresAsync(TimeSpan.FromMinutes(1));

        Assert.Multiple(async () =>
        {
            Assert.That(soon, Is.EqualTo(Library.Member.Id));
            Assert.That(await UserOfAsync(loan), Is.Null);
            Assert.That(await Library.ScalarAsync<long>($"SELECT count(*) FROM loans WHERE id = {loan} AND patron_category_id IS NOT NULL AND branch_id IS NOT NULL AND material_type <> ''"), Is.EqualTo(1));
            Assert.That(await Library.ScalarAsync<long>($"SELECT count(*) FROM transactions WHERE loan_id = {loan}"), Is.EqualTo(2));
        });
    }

    [TestCase(6, ExpectedResult = false)]
    [TestCase(7, ExpectedResult = true)]
    public async Task<bool> It_loses_its_user_after_the_days_that_the_library_chose(int days)
    {
        await Library.SetAsync(new { anonymiseAfterDays = 7 });
        var loan = await LendAndReturnAsync();

        await WaitAndDoChoresAsync(TimeSpan.FromDays(days));

        return await UserOfAsync(loan) is null;
    }

    [Test]
    public async Task Where_the_library_never_forgets_nothing_is_forgotten()
    {
        await Library.SetAsync(new { anonymiseAfterDays = (int?)null });
        var loan = await LendAndReturnAsync();

        await WaitAndDoChoresAsync(TimeSpan.FromDays(1000));

        Assert.That(await UserOfAsync(loan), Is.EqualTo(Library.Member.Id));
    }

    [Test]
    public async Task A_loan_that_is_out_keeps_its_user()
    {
        await Library.SetAsync(new { overdueNoticeDays = (int?)null });
        var loan = (await Library.Librarian.PostAsync("/loans", new { copyBarcode = _book.Barcode, userId = Library.Member.Id })).Expect(HttpStatusCode.Created).Id;

        await WaitAndDoChoresAsync(TimeSpan.FromDays(100));

        Assert.That(await UserOfAsync(loan), Is.EqualTo(Library.Member.Id));
    }

    [Test]
    public async Task It_keeps_its_user_while_a_charge_of_it_is_open_and_the_account_loses_the_link_with_it()
    {
        var loan = await LendAndReturnAsync(new { copyBarcode = _book.Barcode, damaged = true, damageCharge = 7.50m });
        await WaitAndDoChoresAsync(TimeSpan.FromDays(30));
        var owing = await UserOfAsync(loan);

        await PayAsync(7.49m);
        await WaitAndDoChoresAsync(TimeSpan.FromDays(1));
        var owingACent = await UserOfAsync(loan);
        await PayAsync(0.01m);
        await WaitAndDoChoresAsync(TimeSpan.FromDays(1));

        Assert.Multiple(async () =>
        {
            Assert.That((owing, owingACent), Is.EqualTo((Library.Member.Id, Library.Member.Id)));
            Assert.That(await UserOfAsync(loan), Is.Null);
            Assert.That(await Library.ScalarAsync<long>("SELECT count(*) FROM account_entries WHERE loan_id IS NOT NULL"), Is.Zero);
            Assert.That(await Library.ScalarAsync<long>("SELECT count(*) FROM transactions WHERE amount IS NOT NULL AND (loan_id IS NOT NULL OR book_id IS NOT NULL OR copy_id IS NOT NULL)"), Is.Zero);
            Assert.That(await Library.ScalarAsync<decimal>($"SELECT sum(amount) FROM account_entries WHERE user_id = {Library.Member.Id}"), Is.Zero);
            Assert.That(await LedgerReplay.ContradictionsAsync(Library.Services.GetRequiredService<NpgsqlDataSource>()), Is.Empty);
        });
    }

    [Test]
    public async Task Neither_a_librarian_nor_the_database_can_tell_any_more_who_had_it()
    {
        await Library.SetAsync(new { selfCheckout = true });
        await Library.Member.PatchAsync("/me", new { email = "member1@example.org" });
        var loan = (await Library.Member.PostAsync("/loans", new { copyBarcode = _book.Barcode })).Expect(HttpStatusCode.Created).Id;
        (await Library.Member.PostAsync($"/loans/{loan}/renew")).Expect(HttpStatusCode.OK);
        await WaitAndDoChoresAsync(TimeSpan.FromDays(19));
        (await Library.Librarian.PostAsync("/loans", new { copyBarcode = _book.Barcodes[1], userId = Library.Member.Id, @override = new { reason = "Lives next door" } })).Expect(HttpStatusCode.Created);
        foreach (var barcode in _book.Barcodes.Take(2))
            (await Library.Librarian.PostAsync("/returns", new { copyBarcode = barcode })).Expect(HttpStatusCode.OK);
        var before = await TitlesKnownAboutMemberAsync();

        await WaitAndDoChoresAsync(TimeSpan.FromHours(1));

        Assert.Multiple(async () =>
        {
            Assert.That(before, Is.Not.Empty);
            Assert.That(await TitlesKnownAboutMemberAsync(), Is.Empty);
            Assert.That(await Library.ScalarAsync<long>($"SELECT count(*) FROM transactions WHERE {Library.Member.Id} IN (user_id, actor_id, proxy_id)"), Is.Zero);
            Assert.That((await Library.Librarian.GetAsync($"/users/{Library.Member.Id}/loans")).Json.GetArrayLength(), Is.Zero);
            Assert.That((await Library.Librarian.GetAsync($"/transactions?userId={Library.Member.Id}")).Json.GetArrayLength(), Is.Zero);
            Assert.That((await Library.Librarian.GetAsync($"/users/{Library.Member.Id}/notices")).Json.GetArrayLength(), Is.Zero);
            Assert.That((await Library.Librarian.GetAsync($"/loans/{loan}")).Json.GetProperty("userId").ValueKind, Is.EqualTo(JsonValueKind.Null));
        });
    }

    [Test]
    public async Task A_past_hold_loses_its_user_too_and_one_that_waits_does_not()
    {
        var past = await PlaceAsync(Library.Member.Id);
        await PlaceAsync(Library.OtherMember.Id);
        await EndAsync(past);

        await WaitAndDoChoresAsync(TimeSpan.FromMinutes(30));

        Assert.That(await Library.ScalarAsync<int[]>("SELECT array_agg(user_id) FROM holds WHERE user_id IS NOT NULL"), Is.EqualTo(new[] { Library.OtherMember.Id }));
        Assert.That(await Library.ScalarAsync<long>("SELECT count(*) FROM transactions WHERE hold_id IS NOT NULL AND user_id IS NOT NULL"), Is.EqualTo(1));
    }

    [Test]
    public async Task What_is_still_to_be_sent_about_it_is_sent_before_it_is_forgotten()
    {
        await Library.Member.PatchAsync("/me", new { email = "member1@example.org" });
        var past = await PlaceAsync(Library.Member.Id);
        await EndAsync(past, Notice.Write(Library.Member.Id, NoticeType.HoldExpired, new NoticeText("Gone", "It is gone."), Library.Clock.GetUtcNow(), holdId: past));
        Library.Mail.FailNext(7);

        for (var round = 0; round < 7; round++)
            await WaitAndDoChoresAsync(TimeSpan.FromHours(2));
        var waiting = await Library.ScalarAsync<long>("SELECT count(*) FROM holds WHERE user_id IS NOT NULL");
        await WaitAndDoChoresAsync(TimeSpan.FromHours(2.5));

        Assert.That((waiting, Library.Mail.Sent.Count), Is.EqualTo((1L, 1)));
        Assert.That(await Library.ScalarAsync<long>("SELECT count(*) FROM holds WHERE user_id IS NOT NULL"), Is.Zero);
        Assert.That(await Library.ScalarAsync<long>("SELECT count(*) FROM notices"), Is.Zero);
    }

    [Test]
    public async Task A_receipt_is_forgotten_with_what_it_tells()
    {
        await AddAsync(Notice.Write(Library.Member.Id, NoticeType.Receipt, new NoticeText("Your receipt", "Frankenstein"), Library.Clock.GetUtcNow()));
        await WaitAndDoChoresAsync(TimeSpan.FromMinutes(29));
        var soon = await Library.ScalarAsync<long>("SELECT count(*) FROM notices");

        await WaitAndDoChoresAsync(TimeSpan.FromMinutes(1));

        Assert.That((soon, await Library.ScalarAsync<long>("SELECT count(*) FROM notices")), Is.EqualTo((1L, 0L)));
    }

    [Test]
    public async Task Answers_sessions_and_permissions_are_forgotten_when_they_have_expired()
    {
        await Library.Member.PatchAsync("/me", new { email = "member1@example.org" });
        (await Library.Librarian.PostAsync("/books", new { title = "Emma", author = "Jane Austen" }, key: "once")).Expect(HttpStatusCode.Created);
        (await Library.Stranger.FormAsync("/auth/login", ("username", "member1"), ("password", "member1123"))).Expect(HttpStatusCode.OK);
        (await Library.Stranger.PostAsync("/auth/password/forgot", new { username = "member1" })).Expect(HttpStatusCode.Accepted);
        const string Counts = "SELECT array[(SELECT count(*) FROM kept_answers), (SELECT count(*) FROM refresh_tokens), (SELECT count(*) FROM password_resets)]";

        var counts = new List<long[]>();
        foreach (var wait in new[] { TimeSpan.FromMinutes(59), TimeSpan.FromMinutes(1), TimeSpan.FromHours(23), TimeSpan.FromDays(13) })
        {
            await WaitAndDoChoresAsync(wait);
            counts.Add(await Library.ScalarAsync<long[]>(Counts));
        }

        Assert.That(counts, Is.EqualTo(new long[][] { [1, 1, 1], [1, 1, 0], [0, 1, 0], [0, 0, 0] }));
    }

    private async Task<int> LendAndReturnAsync(object? returned = null)
    {
        var loan = (await Library.Librarian.PostAsync("/loans", new { copyBarcode = _book.Barcode, userId = Library.Member.Id })).Expect(HttpStatusCode.Created).Id;
        (await Library.Librarian.PostAsync("/returns", returned ?? new { copyBarcode = _book.Barcode })).Expect(HttpStatusCode.OK);
        return loan;
    }

    private async Task<int?> UserOfAsync(int loan) =>
        (await Library.Librarian.GetAsync($"/loans/{loan}")).Json.GetProperty("userId") is { ValueKind: JsonValueKind.Number } user ? user.GetInt32() : null;

    /// <summary>Every row anywhere that joins the member to a title.</summary>
    private async Task<string[]> TitlesKnownAboutMemberAsync() => await Library.ScalarAsync<string[]>($"""
        SELECT coalesce(array_agg(found), array[]::text[]) FROM (
            SELECT 'loan ' || id FROM loans WHERE user_id = {Library.Member.Id}
            UNION ALL SELECT 'ledger ' || id FROM transactions WHERE {Library.Member.Id} IN (user_id, actor_id, proxy_id) OR note IS NOT NULL
            UNION ALL SELECT 'notice ' || id FROM notices WHERE user_id = {Library.Member.Id} AND text LIKE '%Frankenstein%') AS rows (found)
        """);

    private async Task WaitAndDoChoresAsync(TimeSpan time)
    {
        await Library.WaitAsync(time);
        await Library.DoChoresAsync();
    }

    private async Task PayAsync(decimal amount) =>
        (await Library.Librarian.PostAsync($"/users/{Library.Member.Id}/payments", new { amount })).Expect(HttpStatusCode.Created);

    private async Task<int> PlaceAsync(int userId)
    {
        var id = (int)await Library.ScalarAsync<long>("SELECT nextval('hold_ids')");
        var hold = Hold.Place(id, _book.BookId, null, userId, 1, null, Library.Clock.GetUtcNow());
        await AddAsync(hold, Transaction.Write(TransactionType.HoldPlaced, new Scene(userId, 1, Library.Clock.GetUtcNow()), new Subject { Hold = hold }));
        return id;
    }

    private async Task EndAsync(int holdId, Notice? notice = null)
    {
        await using var scope = Library.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LmsDbContext>();
        (await db.Holds.SingleAsync(hold => hold.Id == holdId)).End(HoldStatus.Expired, Library.Clock.GetUtcNow());
        if (notice is not null)
            db.Add(notice);
        await db.SaveChangesAsync();
    }

    private async Task AddAsync(params object[] rows)
    {
        await using var scope = Library.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LmsDbContext>();
        db.AddRange(rows);
        await db.SaveChangesAsync();
    }
}
