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

        await WaitAndDoChoresAsync(TimeSpan.FromMinutes(30));
        var soon = await UserOfAsync(loan);
        await WaitAndDoChoresAsync(TimeSpan.FromSeconds(1));

        Assert.Multiple(async () =>
        {
            Assert.That(soon, Is.EqualTo(Library.Member.Id));
            Assert.That(await UserOfAsync(loan), Is.Null);
            Assert.That(await Library.ScalarAsync<long>($"SELECT count(*) FROM loans WHERE id = {loan} AND patron_category_id IS NOT NULL AND branch_id IS NOT NULL AND material_type <> ''"), Is.EqualTo(1));
            Assert.That(await Library.ScalarAsync<long>($"SELECT count(*) FROM transactions WHERE loan_id = {loan}"), Is.EqualTo(2));
        });
    }

    [Test]
    public async Task A_loan_that_lost_its_user_is_over_and_not_renewed()
    {
        var loan = await LendAndReturnAsync();
        await WaitAndDoChoresAsync(TimeSpan.FromHours(1));

        var refused = await Library.Librarian.PostAsync($"/loans/{loan}/renew");

        Assert.That((refused.Status, string.Join(' ', refused.Blocks)), Is.EqualTo((HttpStatusCode.Conflict, "loan-closed")));
    }

    [Test]
    public async Task What_came_through_the_book_drop_keeps_its_user_for_as_long_as_the_return_can_be_taken_back()
    {
        var loan = (await Library.Librarian.PostAsync("/loans", new { copyBarcode = _book.Barcode, userId = Library.Member.Id })).Expect(HttpStatusCode.Created).Id;
        await Library.WaitAsync(TimeSpan.FromDays(3));
        (await Library.Librarian.PostAsync("/returns", new { copyBarcode = _book.Barcode, returnedAt = Library.Clock.GetUtcNow().AddDays(-2) })).Expect(HttpStatusCode.OK);

        await WaitAndDoChoresAsync(TimeSpan.FromMinutes(30));
        var soon = await UserOfAsync(loan);
        await WaitAndDoChoresAsync(TimeSpan.FromSeconds(1));

        Assert.That((soon, await UserOfAsync(loan)), Is.EqualTo(((int?)Library.Member.Id, (int?)null)));
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

        await WaitAndDoChoresAsync(TimeSpan.FromMinutes(31));

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

        Assert.That((soon, await Library.ScalarAsync<long>("SELECT count(*) FROM notices WHERE text LIKE '%Frankenstein%'")), Is.EqualTo((1L, 0L)));

        await WaitAndDoChoresAsync(TimeSpan.FromDays(2));
        Assert.That(await Library.ScalarAsync<long>("SELECT count(*) FROM notices"), Is.Zero, "That there was one is nobody's business on another day.");
    }

    [Test]
    public async Task Answers_kept_for_a_repeated_request_forget_the_loan_and_the_request_is_still_not_done_twice()
    {
        await Library.SetAsync(new { selfCheckout = true });
        var (byDesk, bySelf) = (new { copyBarcode = _book.Barcode, userId = Library.Member.Id }, new { copyBarcode = _book.Barcodes[1] });
        (await Library.Librarian.PostAsync("/loans", byDesk, key: "desk")).Expect(HttpStatusCode.Created);
        (await Library.Member.PostAsync("/loans", bySelf, key: "self")).Expect(HttpStatusCode.Created);
        (await Library.Librarian.PostAsync("/returns/batch", new { copyBarcodes = _book.Barcodes.Take(2) }, key: "back")).Expect(HttpStatusCode.OK);
        (await Library.Librarian.PostAsync($"/users/{Library.Member.Id}/receipt", new { send = true }, key: "receipt")).Expect(HttpStatusCode.OK);
        var kept = await Library.TablesContainingAsync("Frankenstein");

        await WaitAndDoChoresAsync(TimeSpan.FromMinutes(31));

        Assert.Multiple(async () =>
        {
            Assert.That(kept, Is.SupersetOf(new[] { "kept_answers", "notices" }));
            Assert.That(await Library.TablesContainingAsync("Frankenstein"), Is.EqualTo(["books"]));
            foreach (var again in new[] { await Library.Librarian.PostAsync("/loans", byDesk, key: "desk"), await Library.Member.PostAsync("/loans", bySelf, key: "self"), await Library.Librarian.PostAsync("/returns/batch", new { copyBarcodes = _book.Barcodes.Take(2) }, key: "back") })
                Assert.That((again.Status, again.Code), Is.EqualTo((HttpStatusCode.Conflict, "answer-forgotten")));
            Assert.That((await Library.Librarian.PostAsync("/loans", new { copyBarcode = _book.Barcode, userId = Library.OtherMember.Id }, key: "desk")).Status, Is.EqualTo(HttpStatusCode.UnprocessableEntity), "The key still belongs to the first request.");
            Assert.That(await Library.ScalarAsync<long>("SELECT count(*) FROM loans"), Is.EqualTo(2));
        });
    }

    [TestCase("loans WHERE user_id IS NOT NULL AND NOT in_history AND returned_at <= now()", "ix_loans_to_forget")]
    [TestCase("holds WHERE user_id IS NOT NULL AND NOT in_history AND ended_at <= now()", "ix_holds_to_forget")]
    [TestCase("kept_answers WHERE answer @? '$.** ? (@.loanId == 57 || (@.id == 57 && exists (@.checkedOutAt)))'", "ix_kept_answers_answer")]
    public async Task What_is_to_be_forgotten_can_be_found_by_an_index_of_its_own(string rows, string index) =>
        // Among a handful of rows the index of a user's loans is as good; it is out of the way until the transaction is rolled back.
        Assert.That(await TestDatabase.ScalarAsync<string>(Library.ConnectionString, $"BEGIN; DROP INDEX ix_loans_user_id_id; SET LOCAL enable_seqscan = off; EXPLAIN (FORMAT JSON) SELECT 1 FROM {rows}"), Does.Contain($"\"{index}\""));

    [Test]
    public async Task Answers_about_a_past_hold_are_forgotten_and_those_about_one_that_waits_are_not()
    {
        (await Library.Librarian.PostAsync("/loans", new { copyBarcode = _book.Barcode, userId = Library.Librarian.Id })).Expect(HttpStatusCode.Created);
        var request = new { bookId = _book.BookId };
        var past = (await Library.Member.PostAsync("/holds", request, key: "wait")).Expect(HttpStatusCode.Created);
        var waiting = (await Library.OtherMember.PostAsync("/holds", request, key: "wait")).Expect(HttpStatusCode.Created);
        (await Library.Member.DeleteAsync($"/holds/{past.Id}")).Expect(HttpStatusCode.NoContent);

        await WaitAndDoChoresAsync(TimeSpan.FromMinutes(31));

        Assert.That((await Library.Member.PostAsync("/holds", request, key: "wait")).Code, Is.EqualTo("answer-forgotten"));
        Assert.That((await Library.OtherMember.PostAsync("/holds", request, key: "wait")).Id, Is.EqualTo(waiting.Id));
    }

    [Test]
    public async Task Of_a_member_who_set_something_off_nothing_is_read_in_what_is_somebody_elses()
    {
        await Library.SetAsync(new { recallDays = 3 });
        var third = await Library.EnrolAsync("third");
        (await Library.Librarian.PostAsync("/loans", new { copyBarcode = _book.Barcode, userId = Library.OtherMember.Id })).Expect(HttpStatusCode.Created);
        foreach (var barcode in _book.Barcodes.Skip(1))
            (await Library.Librarian.PostAsync("/loans", new { copyBarcode = barcode, userId = Library.Librarian.Id, dueAt = Library.Clock.GetUtcNow().AddDays(50) })).Expect(HttpStatusCode.Created);
        var hold = (await Library.Member.PostAsync("/holds", new { bookId = _book.BookId })).Expect(HttpStatusCode.Created).Id;
        (await third.PostAsync("/holds", new { bookId = _book.BookId })).Expect(HttpStatusCode.Created);
        (await Library.Librarian.PostAsync("/returns", new { copyBarcode = _book.Barcode })).Expect(HttpStatusCode.OK);

        (await Library.Member.DeleteAsync($"/holds/{hold}")).Expect(HttpStatusCode.NoContent);

        var exports = (await Library.OtherMember.GetAsync("/me/export")).Expect(HttpStatusCode.OK).Text + (await third.GetAsync("/me/export")).Expect(HttpStatusCode.OK).Text;
        Assert.That(exports, Does.Contain("\"recall\"").And.Contain("\"holdReady\"").And.Not.Contain($"\"actorId\":{Library.Member.Id},"));
        await WaitAndDoChoresAsync(TimeSpan.FromMinutes(31));
        Assert.That(await Library.ScalarAsync<long>($"SELECT count(*) FROM transactions WHERE {Library.Member.Id} IN (user_id, actor_id, proxy_id)"), Is.Zero);
    }

    [Test]
    public async Task A_loan_whose_charge_is_forgiven_is_forgotten_like_one_that_was_paid()
    {
        var loan = await LendAndReturnAsync(new { copyBarcode = _book.Barcode, damaged = true, damageCharge = 7.50m });
        await WaitAndDoChoresAsync(TimeSpan.FromDays(1));
        var owing = await UserOfAsync(loan);

        (await Library.Librarian.PostAsync($"/users/{Library.Member.Id}/payments", new { amount = 2.25 })).Expect(HttpStatusCode.Created);
        (await Library.Librarian.PostAsync($"/users/{Library.Member.Id}/waivers", new { amount = 5.25, reason = "Was worn already" })).Expect(HttpStatusCode.Created);
        await Library.DoChoresAsync();

        Assert.That((owing, await UserOfAsync(loan)), Is.EqualTo(((int?)Library.Member.Id, (int?)null)));
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
