using System.Text.Json;

namespace Lms.Tests.Circulation;

public sealed class TakingCopiesBack : DeskTest
{
    [Test]
    public async Task Returning_what_is_not_on_loan_is_recorded_as_use_in_the_house_and_is_no_error()
    {
        var book = await Library.ShelveAsync();

        var receipt = await TakeBackAsync(book.Barcode);
        var again = await TakeBackAsync(book.Barcode);

        Assert.That(new[] { receipt, again }.Select(answer => (answer["action"], answer.Json.GetProperty("loan").ValueKind)), Is.All.EqualTo(("shelve", JsonValueKind.Null)));
        Assert.That((await LedgerAsync($"bookId={book.BookId}")).Json.EnumerateArray().Select(row => row.GetProperty("type").GetString()), Is.EqualTo(["inHouseUse", "inHouseUse"]));
    }

    [Test]
    public async Task What_is_on_no_loan_comes_back_now_so_that_its_past_stays_in_order()
    {
        var book = await Library.ShelveAsync();
        await LendAsync(book.Barcode, Library.Member);
        await Library.WaitAsync(TimeSpan.FromDays(1));
        await TakeBackAsync(book.Barcode);

        (await Library.Librarian.PostAsync("/returns", new { copyBarcode = book.Barcode, returnedAt = "1900-01-01T00:00:00Z" })).Expect(HttpStatusCode.OK);

        Assert.That((await LedgerAsync($"bookId={book.BookId}&type=inHouseUse")).Json[0].GetProperty("at").GetDateTimeOffset(), Is.EqualTo(Library.Clock.GetUtcNow()));
    }

    [TestCase("missing")]
    [TestCase("damaged")]
    [TestCase("inRepair")]
    [TestCase("lost")]
    public async Task A_copy_that_turns_up_is_available_again_and_does_not_count_as_use(string status)
    {
        var book = await Library.ShelveAsync();
        await MarkAsync(book.Barcode, status);

        var receipt = await TakeBackAsync(book.Barcode);

        Assert.That(receipt.Json.GetProperty("copy").GetProperty("status").GetString(), Is.EqualTo("available"));
        Assert.That((await LedgerAsync($"bookId={book.BookId}&type=return")).Json.GetArrayLength(), Is.EqualTo(1));
    }

    [Test]
    public async Task The_fine_is_charged_along_with_the_return()
    {
        await Library.RuleAsync(new { fineRate = 0.50 });
        var book = await Library.ShelveAsync();
        await LendAsync(book.Barcode, Library.Member);
        await Library.WaitAsync(TimeSpan.FromDays(24));

        var receipt = await TakeBackAsync(book.Barcode);

        Assert.That(receipt.Json.GetProperty("charges").EnumerateArray().Select(charge => charge.GetProperty("amount").GetDecimal()), Is.EqualTo([1.50m]));
        Assert.That(await BalanceAsync(Library.Member), Is.EqualTo(1.50m));
    }

    [Test]
    public async Task What_came_through_the_book_drop_is_fined_to_the_moment_it_came()
    {
        await Library.RuleAsync(new { fineRate = 0.50 });
        var book = await Library.ShelveAsync();
        await LendAsync(book.Barcode, Library.Member);
        await Library.WaitAsync(TimeSpan.FromDays(30));

        var future = await Library.Librarian.PostAsync("/returns", new { copyBarcode = book.Barcode, returnedAt = Library.Clock.GetUtcNow().AddSeconds(1) });
        var beforeCheckout = await Library.Librarian.PostAsync("/returns", new { copyBarcode = book.Barcode, returnedAt = Library.Opening.AddSeconds(-1) });
        var onTime = await Library.Librarian.PostAsync("/returns", new { copyBarcode = book.Barcode, returnedAt = "2026-03-24T13:59:59Z" });

        Assert.That(new[] { future, beforeCheckout }.SelectMany(answer => answer.Errors), Is.All.EqualTo("returnedAt"));
        Assert.That(onTime.Expect(HttpStatusCode.OK).Json.GetProperty("loan").GetProperty("returnedAt").GetString(), Is.EqualTo("2026-03-24T13:59:59Z"));
        Assert.That(await BalanceAsync(Library.Member), Is.Zero);
    }

    [Test]
    public async Task The_return_of_what_was_claimed_to_be_back_closes_the_claim_without_a_fine()
    {
        await Library.RuleAsync(new { fineRate = 0.50 });
        var book = await Library.ShelveAsync();
        var loan = await LendAsync(book.Barcode, Library.Member);
        await ClaimAsync(loan);
        await Library.WaitAsync(TimeSpan.FromDays(40));

        var receipt = await TakeBackAsync(book.Barcode);

        Assert.That(receipt.Json.GetProperty("loan").GetProperty("status").GetString(), Is.EqualTo("returned"));
        Assert.That(receipt.Json.GetProperty("copy").GetProperty("status").GetString(), Is.EqualTo("available"));
        Assert.That(await BalanceAsync(Library.Member), Is.Zero);
    }

    [Test]
    public async Task A_loan_ends_once_and_the_second_return_of_it_is_told_so()
    {
        var loan = await LendAsync((await Library.ShelveAsync()).Barcode, Library.Member);

        (await Library.Librarian.PostAsync($"/loans/{loan.Id}/return")).Expect(HttpStatusCode.OK);

        Assert.That((await Library.Librarian.PostAsync($"/loans/{loan.Id}/return")).Code, Is.EqualTo("loan-closed"));
    }

    [Test]
    public async Task A_copy_for_the_reading_room_is_due_at_closing_time_and_is_not_renewed()
    {
        var book = await Library.ShelveAsync();

        var loan = await Library.Librarian.PostAsync("/loans", new { copyBarcode = book.Barcode, userId = Library.Member.Id, onSite = true });

        Assert.That((loan.Expect(HttpStatusCode.Created)["dueAt"], loan["onSite"], loan["renewalsLeft"]), Is.EqualTo(("2026-03-03T13:59:59Z", "True", "0")));
        Assert.That((await RenewAsync(loan)).Blocks, Does.Contain("on-site"));
    }

    [Test]
    public async Task Reading_in_the_house_claims_nothing_from_the_queue_and_fulfils_no_hold()
    {
        var book = await Library.ShelveAsync();
        var (own, other) = (await WaitForAsync(Library.Member, book.BookId), await WaitForAsync(Library.OtherMember, book.BookId));

        (await Library.Librarian.PostAsync("/loans", new { copyBarcode = book.Barcode, userId = Library.Member.Id, onSite = true })).Expect(HttpStatusCode.Created);

        Assert.That((await HoldStatusAsync(own), await HoldStatusAsync(other)), Is.EqualTo(("waiting", "waiting")));
    }

    [Test]
    public async Task An_unknown_barcode_or_branch_is_a_404_with_a_code_of_its_own()
    {
        var book = await Library.ShelveAsync();

        Assert.That((await Library.Librarian.PostAsync("/returns", new { copyBarcode = "nothing" })).Code, Is.EqualTo("copy-not-found"));
        Assert.That((await Library.Librarian.PostAsync("/returns", new { copyBarcode = book.Barcode, branchId = 99 })).Code, Is.EqualTo("branch-not-found"));
        Assert.That(await Library.ScalarAsync<long>("SELECT count(*) FROM transactions"), Is.Zero);
    }

    [Test]
    public async Task A_return_that_is_refused_leaves_loan_copy_hold_and_account_as_they_were()
    {
        await Library.RuleAsync(new { fineRate = 0.50 });
        var book = await Library.ShelveAsync();
        await LendAsync(book.Barcode, Library.Member);
        await WaitForAsync(Library.OtherMember, book.BookId);
        await Library.WaitAsync(TimeSpan.FromDays(30));
        var before = await Library.FingerprintAsync();

        foreach (var wrong in new object[]
        {
            new { copyBarcode = book.Barcode, returnedAt = "2026-03-01T00:00:00Z" },
            new { copyBarcode = book.Barcode, returnedAt = "9999-12-31T23:59:59Z" },
            new { copyBarcode = book.Barcode, damaged = false, damageCharge = 5 },
            new { copyBarcode = book.Barcode, damaged = true, damageCharge = 5.005 },
            new { copyBarcode = book.Barcode, damaged = true, damageCharge = -1 },
            new { copyBarcode = book.Barcode, damaged = true, damageCharge = 0 },
            new { copyBarcode = book.Barcode, branchId = 9999 },
        })
            Assert.That((int)(await Library.Librarian.PostAsync("/returns", wrong)).Status, Is.InRange(400, 404));

        Assert.That(await Library.FingerprintAsync(), Is.EqualTo(before));
    }
}
