using System.Text.Json;
using Lms.Application.Common;
using Lms.Domain.Accounts;
using Lms.Domain.Circulation;
using Lms.Domain.Holds;
using Lms.Domain.Notices;
using Lms.Domain.Patrons;
using Lms.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Lms.Tests.Privacy;

public sealed class DeletingAUser : LibraryTest
{
    private static readonly string[] Personal =
        ["godwin", "Wollstonecraft", "Zyxwvuts", "mary@example", "555-0199", "Skinner", "C-1797", "1897-08-30", "lightning", "candlelight", "Villa", "coffee", "Geneva", "thunder"];

    [Test]
    public async Task A_deleted_user_leaves_nothing_personal_behind_in_any_table()
    {
        var mary = await EnrolMaryAsync();
        var loan = await BorrowAsync(mary.Id);
        await AddAllThatAUserCanHaveAsync(mary.Id, loan);
        Assert.That(await Library.TablesContainingAsync(Personal), Is.SupersetOf(new[] { "users", "patrons", "transactions", "account_entries", "notices", "kept_answers" }));

        (await Library.Librarian.DeleteAsync($"/users/{mary.Id}")).Expect(HttpStatusCode.NoContent);

        Assert.Multiple(async () =>
        {
            Assert.That(await Library.TablesContainingAsync(Personal), Is.Empty);
            Assert.That(await Library.ScalarAsync<long>($"SELECT count(*) FROM transactions WHERE {mary.Id} IN (user_id, actor_id, proxy_id)"), Is.Zero);
            Assert.That(await Library.ScalarAsync<long>("SELECT count(*) FROM loans WHERE returned_at IS NOT NULL AND user_id IS NULL"), Is.EqualTo(1));
            Assert.That(await Library.ScalarAsync<decimal>("SELECT sum(amount) FROM account_entries"), Is.Zero, "the books still balance");
        });
    }

    [Test]
    public async Task What_was_written_about_them_is_gone_even_if_their_loan_was_anonymised_before()
    {
        var mary = await EnrolMaryAsync();
        await BorrowAsync(mary.Id);
        await Library.WaitAsync(TimeSpan.FromHours(1));
        await Library.DoChoresAsync();

        (await Library.Librarian.DeleteAsync($"/users/{mary.Id}")).Expect(HttpStatusCode.NoContent);

        Assert.That(await Library.TablesContainingAsync(Personal), Is.Empty);
    }

    [Test]
    public async Task Nothing_is_left_of_a_block_that_was_lifted_before()
    {
        var mary = await EnrolMaryAsync();
        (await Library.Librarian.PostAsync($"/users/{mary.Id}/blocks", new { code = "weather", note = "Waits for thunder", stops = new[] { "hold" } }, key: "block")).Expect(HttpStatusCode.Created);
        (await Library.Librarian.DeleteAsync($"/users/{mary.Id}/blocks/weather")).Expect(HttpStatusCode.NoContent);

        (await Library.Librarian.DeleteAsync($"/users/{mary.Id}")).Expect(HttpStatusCode.NoContent);

        Assert.That(await Library.TablesContainingAsync(Personal), Is.Empty);
    }

    [Test]
    public async Task A_request_that_made_them_does_not_make_them_again()
    {
        var mary = await EnrolMaryAsync();
        (await Library.Librarian.DeleteAsync($"/users/{mary.Id}")).Expect(HttpStatusCode.NoContent);

        var again = await RequestMaryAsync();

        Assert.That((again.Status, again.Code), Is.EqualTo((HttpStatusCode.Conflict, "answer-forgotten")));
    }

    [Test]
    public async Task Whoever_owes_waits_or_answers_for_somebody_cannot_go_yet()
    {
        await Library.Librarian.PatchAsync($"/users/{Library.Member.Id}", new { guarantorId = Library.OtherMember.Id });
        var guarantor = await Library.Librarian.DeleteAsync($"/users/{Library.OtherMember.Id}");
        var book = await Library.ShelveAsync();
        await Library.Librarian.PostAsync("/loans", new { copyBarcode = book.Barcode, userId = Library.Member.Id });
        await Library.Librarian.PostAsync("/returns", new { copyBarcode = book.Barcode, damaged = true, damageCharge = 0.01m });
        var debtor = await Library.Librarian.DeleteAsync($"/users/{Library.Member.Id}");
        await AddAsync(Hold.Place(1, book.BookId, null, Library.Member.Id, 1, null, Library.Opening));
        var waiting = await Library.Librarian.DeleteAsync($"/users/{Library.Member.Id}");

        Assert.That(new[] { guarantor, debtor, waiting }.Select(answer => (answer.Status, answer.Code)),
            Is.EqualTo([(HttpStatusCode.Conflict, "user-guarantees"), (HttpStatusCode.Conflict, "user-has-debts"), (HttpStatusCode.Conflict, "user-has-holds")]));
    }

    [Test]
    public async Task Answers_about_others_stay_for_whoever_repeats_their_request()
    {
        var mary = await EnrolMaryAsync();
        var made = await Library.Librarian.PostAsync("/users", new { username = "percy" }, key: "percy");

        (await Library.Librarian.DeleteAsync($"/users/{mary.Id}")).Expect(HttpStatusCode.NoContent);

        Assert.That((await Library.Librarian.PostAsync("/users", new { username = "percy" }, key: "percy")).Id, Is.EqualTo(made.Id));
    }

    private async Task<Reply> EnrolMaryAsync() => (await RequestMaryAsync()).Expect(HttpStatusCode.Created);

    private Task<Reply> RequestMaryAsync() => Library.Librarian.PostAsync("/users", new
    {
        username = "mary-godwin",
        password = "frankenstein",
        firstName = "Wollstonecraft",
        lastName = "Zyxwvuts",
        email = "mary@example.org",
        phone = "555-0199",
        address = "Skinner Street 41",
        cardNumber = "C-1797",
        dateOfBirth = "1897-08-30",
        blocked = true,
        blockedNote = "Struck by lightning",
    }, key: "mary");

    private async Task<int> BorrowAsync(int userId)
    {
        var book = await Library.ShelveAsync();
        var loan = (await Library.Librarian.PostAsync("/loans", new { copyBarcode = book.Barcode, userId, @override = new { reason = "Reads by candlelight" } }, key: "loan")).Expect(HttpStatusCode.Created);
        (await Library.Librarian.PostAsync("/returns", new { copyBarcode = book.Barcode }, key: "return")).Expect(HttpStatusCode.OK);
        return loan.Id;
    }

    private async Task AddAllThatAUserCanHaveAsync(int userId, int loanId)
    {
        (await Library.Stranger.FormAsync("/auth/login", ("username", "mary-godwin"), ("password", "frankenstein"))).Expect(HttpStatusCode.OK);
        (await Library.Stranger.PostAsync("/auth/password/forgot", new { username = "mary-godwin" })).Expect(HttpStatusCode.Accepted);

        var now = Library.Clock.GetUtcNow();
        var block = new PatronBlock("weather", "Waits for thunder", [PatronAction.Hold], null, null);
        var page = new AccountPage(userId, Library.Librarian.Id, now);
        var charge = AccountEntry.Charge(page, ChargeReason.Other, 3, loanId, "Spilled coffee");
        var account = new Account([]);
        account.Add(charge);
        account.Add(AccountEntry.Waiver(page, 3, "Was on her way to Geneva"));
        var hold = Hold.Place(1, await Library.ScalarAsync<int>("SELECT min(id) FROM books"), null, userId, 1, null, now);
        hold.End(HoldStatus.Cancelled, now);
        await AddAsync([
            .. account.Entries, .. account.Allocations, hold,
            KeptAnswer.Keep(Library.Librarian.Id, "block", [], JsonSerializer.Serialize(block, LmsJson.Options), now),
            Transaction.Write(TransactionType.Waiver, new Scene(Library.Librarian.Id, 1, now), new Subject { UserId = userId, Amount = -3, Note = "The Villa had no thunder" }),
            Transaction.Write(TransactionType.HoldCancelled, new Scene(userId, 1, now, userId), new Subject { Hold = hold }),
            Notice.Write(userId, NoticeType.HoldReady, new NoticeText("Dear Wollstonecraft", "Ready"), now, holdId: 1),
            Notice.Write(userId, NoticeType.Receipt, new NoticeText("Receipt of Zyxwvuts", "Frankenstein"), now),
            Proxy.Appoint(userId, Library.Member.Id, null),
            Proxy.Appoint(Library.Member.Id, userId, null)]);
        await AddAsync([.. account.Entries.Select(entry => KeptAnswer.Keep(Library.Librarian.Id, $"entry {entry.Id}", [], JsonSerializer.Serialize(new { entry.Id, entry.Amount, entry.Note }, LmsJson.Options), now))]);
        await using var scope = Library.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LmsDbContext>();
        (await db.Patrons.SingleAsync(patron => patron.Id == userId)).Set(block);
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
