namespace Lms.Tests.Circulation;

public sealed class PrintingAReceipt : DeskTest
{
    [Test]
    public async Task One_receipt_holds_everything_done_with_a_user_since_the_visit_began()
    {
        await Library.RuleAsync(new { fineRate = 0.50 });
        var (old, kept, mistaken) = (await Library.ShelveAsync("Dracula"), await Library.ShelveAsync(), await Library.ShelveAsync("Emma"));
        await LendAsync(old.Barcode, Library.Member);
        await Library.WaitAsync(TimeSpan.FromDays(23));
        var begin = Library.Clock.GetUtcNow();
        await TakeBackAsync(old.Barcode);
        await LendAsync(kept.Barcode, Library.Member);
        await LendAsync(mistaken.Barcode, Library.Member);
        var rows = (await LedgerAsync("type=checkout")).Json;
        (await Library.Librarian.PostAsync($"/transactions/{rows[rows.GetArrayLength() - 1].GetProperty("id")}/undo")).Expect(HttpStatusCode.Created);

        var receipt = (await Library.Librarian.PostAsync($"/users/{Library.Member.Id}/receipt", new { from = begin })).Expect(HttpStatusCode.OK);

        Assert.That(receipt.Json.GetProperty("lines").EnumerateArray().Select(line => (line.GetProperty("type").GetString(), line.GetProperty("title").GetString())), Is.EquivalentTo([("return", "Dracula"), ("charge", "Dracula"), ("checkout", "Frankenstein")]));
        Assert.That((receipt["balance"], receipt["currency"]), Is.EqualTo(("1.00", "EUR")));
        Assert.That(receipt["text"], Does.Contain($"Borrowed: Frankenstein ({kept.Barcode}), due 2026-04-16 23:59").And.EndsWith("You owe: 1.00 EUR"));
    }

    [Test]
    public async Task A_receipt_is_sent_on_request_and_the_next_begins_after_it()
    {
        await LendAsync((await Library.ShelveAsync()).Barcode, Library.Member);
        await Library.WaitAsync(TimeSpan.FromMinutes(1));

        var sent = (await Library.Librarian.PostAsync($"/users/{Library.Member.Id}/receipt", new { send = true })).Expect(HttpStatusCode.OK);
        await Library.WaitAsync(TimeSpan.FromMinutes(1));
        var next = (await Library.Librarian.PostAsync($"/users/{Library.Member.Id}/receipt")).Expect(HttpStatusCode.OK);

        Assert.That((sent.Json.GetProperty("lines").GetArrayLength(), next.Json.GetProperty("lines").GetArrayLength()), Is.EqualTo((1, 0)));
        Assert.That(await Library.ScalarAsync<string>($"SELECT text FROM notices WHERE type = 'receipt' AND user_id = {Library.Member.Id} AND id = {sent["noticeId"]}"), Does.Contain("Frankenstein"));
    }

    [Test]
    public async Task A_second_visit_of_a_day_begins_after_the_receipt_of_the_first_even_where_its_text_was_forgotten()
    {
        (await Library.Member.PatchAsync("/me", new { email = "member1@example.org" })).Expect(HttpStatusCode.OK);
        await LendAsync((await Library.ShelveAsync()).Barcode, Library.Member);
        await Library.WaitAsync(TimeSpan.FromMinutes(1));
        (await Library.Librarian.PostAsync($"/users/{Library.Member.Id}/receipt", new { send = true })).Expect(HttpStatusCode.OK);
        await Library.DoChoresAsync();
        await Library.WaitAsync(TimeSpan.FromHours(2));
        await Library.DoChoresAsync();
        Assert.That((await Library.Librarian.GetAsync($"/users/{Library.Member.Id}/notices?type=receipt")).Json[0].GetProperty("text").GetString(), Is.Empty);
        await LendAsync((await Library.ShelveAsync("Dracula")).Barcode, Library.Member);

        var receipt = (await Library.Librarian.PostAsync($"/users/{Library.Member.Id}/receipt")).Expect(HttpStatusCode.OK);

        Assert.That(receipt.Json.GetProperty("lines").EnumerateArray().Select(line => line.GetProperty("title").GetString()), Is.EqualTo(["Dracula"]));
    }

    [Test]
    public async Task A_receipt_of_last_week_does_not_make_this_week_one_visit()
    {
        await Library.SetAsync(new { anonymiseAfterDays = (int?)null });
        (await Library.Librarian.PostAsync($"/users/{Library.Member.Id}/receipt", new { send = true })).Expect(HttpStatusCode.OK);
        await Library.WaitAsync(TimeSpan.FromDays(2));
        await LendAsync((await Library.ShelveAsync()).Barcode, Library.Member);
        await Library.WaitAsync(TimeSpan.FromDays(2));
        await LendAsync((await Library.ShelveAsync("Dracula")).Barcode, Library.Member);

        var receipt = (await Library.Librarian.PostAsync($"/users/{Library.Member.Id}/receipt")).Expect(HttpStatusCode.OK);

        Assert.That(receipt.Json.GetProperty("lines").EnumerateArray().Select(line => line.GetProperty("title").GetString()), Is.EqualTo(["Dracula"]));
    }

    [Test]
    public async Task What_came_through_the_book_drop_is_on_the_receipt_of_the_day_on_which_it_was_taken_back()
    {
        var book = await Library.ShelveAsync();
        await LendAsync(book.Barcode, Library.Member);
        await Library.WaitAsync(TimeSpan.FromDays(3));
        (await Library.Librarian.PostAsync("/returns", new { copyBarcode = book.Barcode, returnedAt = Library.Opening.AddDays(1) })).Expect(HttpStatusCode.OK);

        var receipt = (await Library.Librarian.PostAsync($"/users/{Library.Member.Id}/receipt", new { from = Library.Clock.GetUtcNow() })).Expect(HttpStatusCode.OK);

        Assert.That(receipt.Json.GetProperty("lines").EnumerateArray().Select(line => line.GetProperty("type").GetString()), Is.EqualTo(["return"]));
    }

    [Test]
    public async Task A_receipt_of_the_future_or_of_nobody_is_refused()
    {
        Assert.That((await Library.Librarian.PostAsync($"/users/{Library.Member.Id}/receipt", new { from = Library.Clock.GetUtcNow().AddSeconds(1) })).Errors, Is.EqualTo(["from"]));
        Assert.That((await Library.Librarian.PostAsync("/users/9999/receipt")).Code, Is.EqualTo("user-not-found"));
        Assert.That((await Library.Member.PostAsync($"/users/{Library.Member.Id}/receipt")).Status, Is.EqualTo(HttpStatusCode.Forbidden));
    }
}
