using System.Text.Json;

namespace Lms.Tests.Circulation;

public sealed class WorkingThroughAStack : DeskTest
{
    [Test]
    public async Task All_loans_of_a_user_are_renewed_and_each_says_what_happened()
    {
        await Library.RuleAsync(new { renewals = 3 });
        var (free, wanted) = (await Library.ShelveAsync(), await Library.ShelveAsync("Dracula"));
        var (first, second) = (await LendAsync(free.Barcode, Library.Member), await LendAsync(wanted.Barcode, Library.Member));
        await WaitForAsync(Library.OtherMember, wanted.BookId);
        await Library.WaitAsync(TimeSpan.FromDays(1));

        foreach (var answer in new[] { await Library.Member.PostAsync("/me/loans/renew"), await Library.Librarian.PostAsync($"/users/{Library.Member.Id}/loans/renew") })
        {
            var (done, refused) = (answer.Expect(HttpStatusCode.OK).Json[0], answer.Json[1]);
            Assert.That((done.GetProperty("loanId").GetInt32(), done.GetProperty("status").GetInt32(), refused.GetProperty("loanId").GetInt32(), refused.GetProperty("status").GetInt32()), Is.EqualTo((first.Id, 200, second.Id, 409)).Or.EqualTo((second.Id, 409, first.Id, 200)));
        }

        var all = (await Library.Librarian.PostAsync($"/users/{Library.Member.Id}/loans/renew")).Json.EnumerateArray().ToDictionary(part => part.GetProperty("loanId").GetInt32());
        Assert.That(all[second.Id].GetProperty("problem").GetProperty("blocks")[0].GetProperty("code").GetString(), Is.EqualTo("needed-for-holds"));
        Assert.That(all[second.Id].GetProperty("loan").ValueKind, Is.EqualTo(JsonValueKind.Null));
        Assert.That(all[first.Id].GetProperty("loan").GetProperty("renewals").GetInt32(), Is.EqualTo(3));
    }

    [Test]
    public async Task Renewing_everything_of_somebody_with_nothing_is_an_empty_answer_and_of_nobody_a_404()
    {
        Assert.That((await Library.Librarian.PostAsync($"/users/{Library.Member.Id}/loans/renew")).Expect(HttpStatusCode.OK).Text, Is.EqualTo("[]"));
        Assert.That((await Library.Librarian.PostAsync("/users/9999/loans/renew")).Code, Is.EqualTo("user-not-found"));
    }

    [Test]
    public async Task A_stack_is_lent_copy_by_copy_and_one_that_is_refused_keeps_no_other_back()
    {
        var book = await Library.ShelveAsync(copies: 3);
        await MarkAsync(book.Barcodes[1], "withdrawn");

        var answer = await Library.Librarian.PostAsync("/loans/batch", new { cardNumber = Library.Member.CardNumber, copyBarcodes = new[] { book.Barcodes[0], book.Barcodes[1], "nothing", "", book.Barcodes[2] } });

        Assert.That(Statuses(answer), Is.EqualTo([201, 409, 404, 400, 201]));
        Assert.That(answer.Json[1].GetProperty("problem").GetProperty("blocks")[0].GetProperty("code").GetString(), Is.EqualTo("copy-withdrawn"));
        Assert.That(answer.Json[2].GetProperty("problem").GetProperty("code").GetString(), Is.EqualTo("copy-not-found"));
        Assert.That(answer.Json[3].GetProperty("problem").GetProperty("errors").EnumerateObject().Select(member => member.Name), Does.Contain("copyBarcode"));
        Assert.That(await Library.ScalarAsync<long>($"SELECT count(*) FROM loans WHERE user_id = {Library.Member.Id}"), Is.EqualTo(2));
    }

    [Test]
    public async Task The_limit_holds_within_a_stack()
    {
        await Library.RuleAsync(new { maxLoans = 2 });
        var book = await Library.ShelveAsync(copies: 3);

        var answer = await Library.Librarian.PostAsync("/loans/batch", new { userId = Library.Member.Id, items = book.Barcodes.Select(copyBarcode => new { copyBarcode }) });

        Assert.That(Statuses(answer), Is.EqualTo([201, 201, 409]));
    }

    [TestCase("""{"userId": 4, "copyBarcodes": []}""")]
    [TestCase("""{"userId": 4}""")]
    [TestCase("""{"userId": 4, "copyBarcodes": ["a"], "items": []}""")]
    [TestCase("""{"userId": 4, "copyBarcodes": [null]}""")]
    public async Task A_stack_of_nothing_is_refused_as_a_whole(string request) =>
        Assert.That((await Library.Librarian.RawAsync(HttpMethod.Post, "/loans/batch", request)).Status, Is.EqualTo(HttpStatusCode.BadRequest));

    [Test]
    public async Task A_stack_holds_a_hundred_and_no_more()
    {
        var hundred = Enumerable.Range(0, 100).Select(index => $"nothing {index}").ToList();

        Assert.That((await Library.Librarian.PostAsync("/returns/batch", new { copyBarcodes = hundred })).Expect(HttpStatusCode.OK).Json.GetArrayLength(), Is.EqualTo(100));
        Assert.That((await Library.Librarian.PostAsync("/returns/batch", new { copyBarcodes = hundred.Append("one more") })).Errors, Is.EqualTo(["copyBarcodes"]));
    }

    [Test]
    public async Task The_book_drop_is_taken_back_in_one_go()
    {
        var book = await Library.ShelveAsync(copies: 2);
        await LendAsync(book.Barcodes[0], Library.Member);
        await LendAsync(book.Barcodes[1], Library.OtherMember);

        var answer = await Library.Librarian.PostAsync("/returns/batch", new { copyBarcodes = new[] { book.Barcodes[0], "nothing", book.Barcodes[1] } });

        Assert.That(Statuses(answer), Is.EqualTo([200, 404, 200]));
        Assert.That(answer.Json[2].GetProperty("receipt").GetProperty("loan").GetProperty("status").GetString(), Is.EqualTo("returned"));
        Assert.That(await Library.ScalarAsync<long>("SELECT count(*) FROM loans WHERE returned_at IS NULL"), Is.Zero);
    }

    [Test]
    public async Task A_stack_that_is_sent_again_under_its_key_is_answered_again_and_not_lent_again()
    {
        var book = await Library.ShelveAsync(copies: 2);
        var stack = new { userId = Library.Member.Id, copyBarcodes = new[] { book.Barcodes[0], "nothing", book.Barcodes[1] } };

        var first = await Library.Librarian.PostAsync("/loans/batch", stack, key: "monday");
        var again = await Library.Librarian.PostAsync("/loans/batch", stack, key: "monday");
        var other = await Library.Librarian.PostAsync("/loans/batch", new { userId = Library.Member.Id, copyBarcodes = new[] { "else" } }, key: "monday");

        Assert.That(Statuses(first), Is.EqualTo([201, 404, 201]));
        Assert.That(JsonElement.DeepEquals(again.Json, first.Json), Is.True, again.Text);
        Assert.That((first.Headers.Contains("Idempotency-Replayed"), again.Headers.Contains("Idempotency-Replayed")), Is.EqualTo((false, true)));
        Assert.That((other.Status, other.Code), Is.EqualTo((HttpStatusCode.UnprocessableEntity, "idempotency-key-reused")));
        Assert.That((await LedgerAsync("type=checkout")).Json.GetArrayLength(), Is.EqualTo(2));
    }

    [Test]
    public async Task A_stack_that_was_broken_off_goes_on_where_it_stopped()
    {
        var book = await Library.ShelveAsync(copies: 2);
        var stack = new { userId = Library.Member.Id, copyBarcodes = book.Barcodes };
        var first = await Library.Librarian.PostAsync("/loans/batch", stack, key: "tuesday");
        // As if the library had been struck between the last copy and the answer.
        await Library.ScalarAsync<string>("UPDATE kept_answers SET answer = 'null' WHERE key = 'tuesday' RETURNING key");

        var again = await Library.Librarian.PostAsync("/loans/batch", stack, key: "tuesday");

        Assert.That(JsonElement.DeepEquals(again.Json, first.Json), Is.True, again.Text);
        Assert.That((await LedgerAsync("type=checkout")).Json.GetArrayLength(), Is.EqualTo(2));
    }

    private static IEnumerable<int> Statuses(Reply answer) => answer.Expect(HttpStatusCode.OK).Json.EnumerateArray().Select(part => part.GetProperty("status").GetInt32());
}
