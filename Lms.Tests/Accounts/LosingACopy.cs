using Lms.Application.Circulation;
using Lms.Domain.Common;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace Lms.Tests.Accounts;

public sealed class LosingACopy : AccountTest
{
    [Test]
    public async Task A_copy_declared_lost_costs_its_price_a_processing_fee_and_the_fine_up_to_now()
    {
        await Library.RuleAsync(new { processingFee = 2.50 });
        var book = await Library.ShelveAsync();
        await PriceAsync(book, 12.90m);
        var loan = await LendAsync(book);
        await OverdueAsync(days: 2);

        var lost = (await Library.Librarian.PostAsync($"/loans/{loan}/declare-lost", new { note = "Left on a train" })).Expect(HttpStatusCode.OK);
        await Library.WaitAsync(TimeSpan.FromDays(5));

        var account = await AccountAsync();
        Assert.Multiple(() =>
        {
            Assert.That((lost["status"], lost["overdue"], lost.Json.GetProperty("returnedAt").ValueKind), Is.EqualTo(("lost", "False", System.Text.Json.JsonValueKind.Null)));
            Assert.That(account.GetProperty("entries").EnumerateArray().Reverse().Select(entry => (entry.GetProperty("reason").GetString(), entry.GetProperty("amount").GetDecimal())),
                Is.EqualTo(new[] { ("overdueFine", 1m), ("lostFee", 12.90m), ("processingFee", 2.50m) }));
            Assert.That(account.GetProperty("total").GetDecimal(), Is.EqualTo(16.40m));
        });
        var ledger = await Library.Librarian.GetAsync($"/transactions?loanId={loan}&sort=id&type=lost");
        Assert.That((ledger.Json[0].GetProperty("copyStatus").GetString(), ledger.Json[0].GetProperty("note").GetString()), Is.EqualTo(("lost", "Left on a train")));
        Assert.That((await Library.Librarian.GetAsync($"/copies?barcode={book.Barcode}")).Json[0].GetProperty("status").GetString(), Is.EqualTo("lost"));
    }

    [TestCase(null, null, 20.00)]
    [TestCase(null, 12.90, 12.90)]
    [TestCase(15.00, 12.90, 15.00)]
    [TestCase(0.00, 12.90, 0.00)]
    public async Task A_lost_copy_costs_the_rules_fee_else_its_price_else_the_default_price(double? fee, double? price, decimal cost)
    {
        await Library.RuleAsync(new { lostFee = fee });
        var book = await Library.ShelveAsync();
        if (price is { } recorded)
            await PriceAsync(book, (decimal)recorded);
        var loan = await LendAsync(book);

        (await Library.Librarian.PostAsync($"/loans/{loan}/declare-lost")).Expect(HttpStatusCode.OK);

        Assert.That(await BalanceAsync(), Is.EqualTo(cost));
    }

    [Test]
    public async Task A_copy_is_lost_once_and_not_after_it_came_back()
    {
        var (lost, back) = (await Library.ShelveAsync(), await Library.ShelveAsync("Mathilda"));
        var (lostLoan, endedLoan) = (await LendAsync(lost), await LendAsync(back));
        await Library.Librarian.PostAsync($"/loans/{lostLoan}/declare-lost");
        await ReturnAsync(back);

        var again = await Library.Librarian.PostAsync($"/loans/{lostLoan}/declare-lost");
        var ended = await Library.Librarian.PostAsync($"/loans/{endedLoan}/declare-lost");

        Assert.That((again.Status, again.Blocks.Single(), ended.Status, ended.Blocks.Single()), Is.EqualTo((HttpStatusCode.Conflict, "copy-lost", HttpStatusCode.Conflict, "loan-closed")));
        Assert.That((await Library.Librarian.PostAsync("/loans/99999/declare-lost")).Code, Is.EqualTo("loan-not-found"));
        Assert.That((await Library.Member.PostAsync($"/loans/{lostLoan}/declare-lost")).Status, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(await BalanceAsync(), Is.EqualTo(20m));
    }

    [Test, CancelAfter(60_000)]
    public async Task Of_two_desks_that_declare_a_copy_lost_at_once_one_charges_it()
    {
        var loan = await LendAsync(await Library.ShelveAsync());

        await using var writes = await Library.HoldBackWritesToAsync("loans");
        Task<Reply>[] desks = [Library.Librarian.PostAsync($"/loans/{loan}/declare-lost"), Library.Librarian.PostAsync($"/loans/{loan}/declare-lost")];
        await writes.ReleaseOnceAsync(waiting: 2);

        Assert.That((await Task.WhenAll(desks)).Select(desk => desk.Status), Is.EquivalentTo(new[] { HttpStatusCode.OK, HttpStatusCode.Conflict }));
        Assert.That(await BalanceAsync(), Is.EqualTo(20m));
    }

    [TestCase(0, -20.00)]
    [TestCase(8, -12.00)]
    [TestCase(20, 0.00)]
    public async Task A_lost_copy_that_comes_back_cancels_what_was_not_paid_and_credits_what_was(decimal unpaid, decimal balance)
    {
        var book = await Library.ShelveAsync();
        var loan = await LendAsync(book);
        await Library.Librarian.PostAsync($"/loans/{loan}/declare-lost");
        if (unpaid < 20)
            await WriteAsync("payments", new { amount = 20 - unpaid });

        var receipt = await ReturnAsync(book);

        Assert.That((receipt.Json.GetProperty("loan").GetProperty("status").GetString(), receipt.Json.GetProperty("copy").GetProperty("status").GetString()), Is.EqualTo(("returned", "available")));
        Assert.That(ChargesOf(receipt), Is.EqualTo(new[] { ("lostFee", -20m) }));
        Assert.That(await BalanceAsync(), Is.EqualTo(balance));
        Assert.That((await EntriesAsync()).First(), Is.EqualTo(("charge", 20m, 0m)));
    }

    [Test]
    public async Task What_was_waived_of_a_lost_fee_is_not_given_back_as_money()
    {
        var book = await Library.ShelveAsync();
        var loan = await LendAsync(book);
        await Library.Librarian.PostAsync($"/loans/{loan}/declare-lost");
        await WriteAsync("waivers", new { amount = 15, reason = "A child lost it" });
        await WriteAsync("payments", new { amount = 5 });

        await ReturnAsync(book);

        Assert.That(await BalanceAsync(), Is.EqualTo(-5m));
    }

    [TestCase(null, 400, 0)]
    [TestCase(10, 10, 0)]
    [TestCase(10, 11, 20)]
    [TestCase(0, 0, 20)]
    public async Task A_lost_fee_is_refunded_within_the_window_alone(int? window, int after, decimal balance)
    {
        await Library.SetAsync(new { lostRefundDays = window });
        var book = await Library.ShelveAsync();
        var loan = await LendAsync(book);
        await Library.Librarian.PostAsync($"/loans/{loan}/declare-lost");
        await Library.WaitAsync(TimeSpan.FromDays(after));

        await ReturnAsync(book);

        Assert.That(await BalanceAsync(), Is.EqualTo(balance));
    }

    [Test]
    public async Task A_lost_copy_that_lay_in_the_book_drop_came_back_on_the_day_it_was_dropped()
    {
        await Library.SetAsync(new { lostRefundDays = 10 });
        var book = await Library.ShelveAsync();
        var loan = await LendAsync(book);
        await Library.Librarian.PostAsync($"/loans/{loan}/declare-lost");
        await Library.WaitAsync(TimeSpan.FromDays(12));

        (await Library.Librarian.PostAsync("/returns", new { copyBarcode = book.Barcode, returnedAt = Library.Clock.GetUtcNow().AddDays(-3) })).Expect(HttpStatusCode.OK);

        Assert.That(await BalanceAsync(), Is.Zero);
    }

    [TestCase(true, false, 3.50)]
    [TestCase(true, true, 1.00)]
    [TestCase(false, false, 2.50)]
    [TestCase(false, true, 0.00)]
    public async Task Whether_the_fine_stays_and_the_processing_fee_goes_is_up_to_the_settings(bool keepsFine, bool refundsFee, decimal balance)
    {
        await Library.SetAsync(new { lostKeepsFine = keepsFine, refundProcessingFee = refundsFee });
        await Library.RuleAsync(new { processingFee = 2.50 });
        var book = await Library.ShelveAsync();
        var loan = await LendAsync(book);
        await OverdueAsync(days: 2);
        await Library.Librarian.PostAsync($"/loans/{loan}/declare-lost");

        await ReturnAsync(book);

        Assert.That(await BalanceAsync(), Is.EqualTo(balance));
    }

    [Test]
    public async Task The_credit_for_a_found_copy_settles_what_else_is_owed()
    {
        var book = await Library.ShelveAsync();
        var loan = await LendAsync(book);
        await Library.Librarian.PostAsync($"/loans/{loan}/declare-lost");
        await WriteAsync("payments", new { amount = 20 });
        await WriteAsync("charges", new { amount = 8 });

        await ReturnAsync(book);

        Assert.That((await EntriesAsync()).Select(entry => entry.Open), Is.EqualTo(new[] { 0m, 0m, 0m, 12m }));
    }

    [Test]
    public async Task A_lost_copy_lent_to_somebody_else_was_found_and_its_fee_goes_back_to_who_lost_it()
    {
        var book = await Library.ShelveAsync();
        var loan = await LendAsync(book);
        await Library.Librarian.PostAsync($"/loans/{loan}/declare-lost");
        await WriteAsync("payments", new { amount = 20 });

        (await Library.Librarian.PostAsync("/loans", new { copyBarcode = book.Barcode, userId = Library.OtherMember.Id, @override = new { reason = "Found behind the shelf" } })).Expect(HttpStatusCode.Created);

        Assert.That((await BalanceAsync(), await BalanceAsync(Library.OtherMember)), Is.EqualTo((-20m, 0m)));
        Assert.That((await Library.Librarian.GetAsync($"/loans/{loan}"))["status"], Is.EqualTo("returned"));
    }

    [Test, CancelAfter(60_000)]
    public async Task A_payment_that_meets_the_finding_of_a_lost_copy_at_another_ones_checkout_is_not_lost()
    {
        var book = await Library.ShelveAsync();
        var loan = await LendAsync(book);
        await Library.Librarian.PostAsync($"/loans/{loan}/declare-lost");

        await using var writes = await Library.HoldBackWritesToAsync("account_entries");
        Task<Reply>[] meeting =
        [
            Library.Librarian.PostAsync($"/users/{Library.Member.Id}/payments", new { amount = 20 }),
            Library.Librarian.PostAsync("/loans", new { copyBarcode = book.Barcode, userId = Library.OtherMember.Id, @override = new { reason = "Found" } }),
        ];
        await writes.ReleaseOnceAsync(waiting: 2);
        (await Task.WhenAll(meeting)).ToList().ForEach(answer => answer.Expect(HttpStatusCode.Created));

        Assert.That(await BalanceAsync(), Is.EqualTo(-20m));
        Assert.That((await EntriesAsync()).Sum(entry => entry.Open), Is.EqualTo(20m));
    }

    [Test]
    public async Task Claimed_returned_stops_the_fine_counts_the_claim_and_marks_the_copy()
    {
        var book = await Library.ShelveAsync();
        var loan = await LendAsync(book);
        await OverdueAsync(days: 3);

        var claimed = (await Library.Librarian.PostAsync($"/loans/{loan}/claim-returned", new { note = "Book drop, Sunday" })).Expect(HttpStatusCode.OK);
        await Library.WaitAsync(TimeSpan.FromDays(5));

        Assert.That(claimed["status"], Is.EqualTo("claimedReturned"));
        Assert.That((await AccountAsync()).GetProperty("total").GetDecimal(), Is.Zero);
        Assert.That((await Library.Librarian.GetAsync($"/users/{Library.Member.Id}"))["claimsReturned"], Is.EqualTo("1"));
        Assert.That((await Library.Librarian.GetAsync($"/copies?barcode={book.Barcode}")).Json[0].GetProperty("status").GetString(), Is.EqualTo("claimedReturned"));
        Assert.That((await Library.Librarian.GetAsync($"/transactions?loanId={loan}&type=claimedReturned")).Json[0].GetProperty("note").GetString(), Is.EqualTo("Book drop, Sunday"));
        Assert.That((await Library.Librarian.PostAsync($"/loans/{loan}/claim-returned")).Blocks, Is.EqualTo(new[] { "copy-claimed-returned" }));
        Assert.That((await Library.Librarian.PostAsync($"/loans/{loan}/renew")).Blocks, Does.Contain("copy-claimed-returned"));
    }

    [Test]
    public async Task A_return_resolves_a_claim_without_a_fine()
    {
        var book = await Library.ShelveAsync();
        var loan = await LendAsync(book);
        await OverdueAsync(days: 3);
        await Library.Librarian.PostAsync($"/loans/{loan}/claim-returned");

        var receipt = await ReturnAsync(book);

        Assert.That((receipt.Json.GetProperty("loan").GetProperty("status").GetString(), receipt["action"]), Is.EqualTo(("returned", "shelve")));
        Assert.That(await EntriesAsync(), Is.Empty);
        Assert.That((await Library.Librarian.GetAsync($"/users/{Library.Member.Id}"))["claimsReturned"], Is.EqualTo("1"));
    }

    [Test]
    public async Task A_claim_that_comes_to_nothing_ends_as_a_loss_with_the_fine_up_to_the_claim()
    {
        var loan = await LendAsync(await Library.ShelveAsync());
        await OverdueAsync(days: 3);
        await Library.Librarian.PostAsync($"/loans/{loan}/claim-returned");
        await Library.WaitAsync(TimeSpan.FromDays(30));

        (await Library.Librarian.PostAsync($"/loans/{loan}/declare-lost")).Expect(HttpStatusCode.OK);

        Assert.That((await EntriesAsync()).Select(entry => entry.Amount), Is.EqualTo(new[] { 1.50m, 20m }));
        Assert.That((await Library.Librarian.PostAsync($"/loans/{loan}/claim-returned")).Blocks, Is.EqualTo(new[] { "copy-lost" }));
    }

    [Test, CancelAfter(60_000)]
    public async Task A_claim_is_counted_once_however_many_desks_write_it_down_at_once()
    {
        var loan = await LendAsync(await Library.ShelveAsync());

        await using var writes = await Library.HoldBackWritesToAsync("loans");
        var desks = Enumerable.Range(0, 3).Select(_ => Library.Librarian.PostAsync($"/loans/{loan}/claim-returned")).ToList();
        await writes.ReleaseOnceAsync(waiting: 3);

        Assert.That((await Task.WhenAll(desks)).Count(desk => desk.Status is HttpStatusCode.OK), Is.EqualTo(1));
        Assert.That((await Library.Librarian.GetAsync($"/users/{Library.Member.Id}"))["claimsReturned"], Is.EqualTo("1"));
    }

    [TestCase(null, false)]
    [TestCase(2, false)]
    [TestCase(1, true)]
    [TestCase(0, true)]
    public async Task Who_claims_more_often_than_the_setting_allows_borrows_no_more(int? limit, bool blocked)
    {
        await Library.SetAsync(new { claimsLimit = limit });
        int[] loans = [await LendAsync(await Library.ShelveAsync("Volume 1")), await LendAsync(await Library.ShelveAsync("Volume 2"))];
        foreach (var claimed in loans)
            (await Library.Librarian.PostAsync($"/loans/{claimed}/claim-returned")).Expect(HttpStatusCode.OK);
        var book = await Library.ShelveAsync();

        var loan = await Library.Librarian.PostAsync("/loans", new { copyBarcode = book.Barcode, userId = Library.Member.Id });

        Assert.That(loan.Status, Is.EqualTo(blocked ? HttpStatusCode.Conflict : HttpStatusCode.Created));
        if (blocked)
            Assert.That(loan.Blocks, Is.EqualTo(new[] { "claims-limit" }));
    }

    [Test]
    public async Task Claimed_and_lost_copies_do_not_count_towards_the_loan_limit()
    {
        var claimed = await LendAsync(await Library.ShelveAsync());
        var lost = await LendAsync(await Library.ShelveAsync("Mathilda"));
        await Library.RuleAsync(new { maxLoans = 1 });
        await Library.Librarian.PostAsync($"/loans/{claimed}/claim-returned");
        await Library.Librarian.PostAsync($"/loans/{lost}/declare-lost");

        await LendAsync(await Library.ShelveAsync("Valperga"));
    }

    [TestCase(29, false)]
    [TestCase(30, true)]
    public async Task A_loan_overdue_for_as_many_days_as_the_setting_says_is_lost_by_itself(int days, bool lost)
    {
        await Library.SetAsync(new { lostAfterDays = 30 });
        await Library.RuleAsync(new { fineRate = 0 });
        var loan = await LendAsync(await Library.ShelveAsync());
        // Due at midnight: so many days later, at midnight.
        await Library.WaitAsync(DateTimeOffset.Parse("2026-03-24T13:59:59Z", System.Globalization.CultureInfo.InvariantCulture).AddDays(days) - Library.Clock.GetUtcNow());

        Assert.That(await ByItselfAsync(new ListLoansToGiveUp(100)), Is.EqualTo(lost ? new[] { loan } : []));
        if (lost)
            await ByItselfAsync(new DeclareLost(loan, null));
        else
            Assert.ThrowsAsync<RefusedException>(() => ByItselfAsync(new DeclareLost(loan, null)));

        Assert.That((await Library.Librarian.GetAsync($"/loans/{loan}"))["status"], Is.EqualTo(lost ? "lost" : "open"));
        Assert.That(await BalanceAsync(), Is.EqualTo(lost ? 20m : 0m));
    }

    [Test]
    public async Task Nothing_is_lost_by_itself_that_was_renewed_claimed_or_returned_meanwhile_or_where_the_setting_says_never()
    {
        await Library.SetAsync(new { lostAfterDays = 1 });
        var claimed = await LendAsync(await Library.ShelveAsync());
        var renewed = await LendAsync(await Library.ShelveAsync("Mathilda"));
        var never = await LendAsync(await Library.ShelveAsync("Valperga"));
        await OverdueAsync(days: 5);
        await Library.Librarian.PostAsync($"/loans/{claimed}/claim-returned");
        await Library.Librarian.PostAsync($"/loans/{renewed}/renew");

        Assert.That(await ByItselfAsync(new ListLoansToGiveUp(100)), Is.EqualTo(new[] { never }));
        await Library.SetAsync(new { lostAfterDays = (int?)null });
        Assert.That(await ByItselfAsync(new ListLoansToGiveUp(100)), Is.Empty);
        foreach (var loan in new[] { claimed, renewed, never })
            Assert.ThrowsAsync<RefusedException>(() => ByItselfAsync(new DeclareLost(loan, null)));
    }

    /// <summary>What the library does with nobody signed in.</summary>
    private async Task<T> ByItselfAsync<T>(IRequest<T> request)
    {
        await using var scope = Library.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request);
    }
}
