using System.Text.Json;

namespace Lms.Tests.Circulation;

public sealed class AskingWhatIsThere : DeskTest
{
    [Test]
    public async Task Anybody_sees_which_copies_there_are_where_and_since_when_they_are_out()
    {
        var book = await Library.ShelveAsync(copies: 3);
        var loan = await LendAsync(book.Barcodes[0], Library.Member);
        await MarkAsync(book.Barcodes[2], "inRepair");
        await WaitForAsync(Library.OtherMember, book.BookId);

        var there = (await Library.Stranger.GetAsync($"/books/{book.BookId}/availability")).Expect(HttpStatusCode.OK);

        var copies = there.Json.GetProperty("copies").EnumerateArray().ToDictionary(copy => copy.GetProperty("barcode").GetString()!);
        Assert.Multiple(() =>
        {
            Assert.That((there["copiesTotal"], there["copiesAvailable"], there["holdsCount"]), Is.EqualTo(("3", "1", "1")));
            Assert.That((copies[book.Barcodes[0]].GetProperty("status").GetString(), copies[book.Barcodes[0]].GetProperty("since").GetString(), copies[book.Barcodes[0]].GetProperty("dueAt").GetString()), Is.EqualTo(("onLoan", "2026-03-02T20:30:00Z", loan["dueAt"])));
            Assert.That((copies[book.Barcodes[1]].GetProperty("status").GetString(), copies[book.Barcodes[1]].GetProperty("branchName").GetString()), Is.EqualTo(("available", "Main library")));
            Assert.That(copies[book.Barcodes[1]].GetProperty("since").ValueKind, Is.EqualTo(JsonValueKind.Null));
            Assert.That(copies[book.Barcodes[2]].GetProperty("since").GetString(), Is.EqualTo("2026-03-02T20:30:00Z"));
            Assert.That(there.Json.GetProperty("borrow").ValueKind, Is.EqualTo(JsonValueKind.Null));
            Assert.That(there.Text, Does.Not.Contain("userId"));
        });
    }

    [Test]
    public async Task Whether_a_user_may_borrow_or_wait_is_said_in_the_words_of_doing_it()
    {
        var book = await Library.ShelveAsync();
        await LendAsync(book.Barcode, Library.OtherMember);
        await Library.Librarian.PatchAsync($"/users/{Library.Member.Id}", new { blocked = true, blockedNote = "Card reported stolen" });

        var asked = (await Library.Librarian.GetAsync($"/books/{book.BookId}/availability?userId={Library.Member.Id}")).Expect(HttpStatusCode.OK);
        var done = await TryToLendAsync(book.Barcode, Library.Member);

        var (borrow, hold) = (asked.Json.GetProperty("borrow"), asked.Json.GetProperty("hold"));
        Assert.That(borrow.GetProperty("allowed").GetBoolean(), Is.False);
        Assert.That(JsonElement.DeepEquals(borrow.GetProperty("blocks"), done.Json.GetProperty("blocks")), Is.True, asked.Text);
        Assert.That((hold.GetProperty("allowed").GetBoolean(), hold.GetProperty("blocks")[0].GetProperty("code").GetString()), Is.EqualTo((false, "user-blocked")));
    }

    [Test]
    public async Task A_user_with_nothing_against_them_may_do_both_and_sees_their_place_and_the_due_date()
    {
        var book = await Library.ShelveAsync(copies: 2);
        await WaitForAsync(Library.OtherMember, book.BookId);

        var asked = (await Library.Librarian.GetAsync($"/books/{book.BookId}/availability?userId={Library.Member.Id}")).Expect(HttpStatusCode.OK);

        Assert.That((asked.Json.GetProperty("borrow").GetProperty("allowed").GetBoolean(), asked.Json.GetProperty("borrow").GetProperty("dueAt").GetString()), Is.EqualTo((true, "2026-03-24T13:59:59Z")));
        Assert.That((asked.Json.GetProperty("hold").GetProperty("allowed").GetBoolean(), asked.Json.GetProperty("hold").GetProperty("position").GetInt32()), Is.EqualTo((true, 2)));
    }

    [Test]
    public async Task Members_ask_for_themselves_and_strangers_for_nobody()
    {
        var book = await Library.ShelveAsync();
        var path = $"/books/{book.BookId}/availability?userId={Library.Member.Id}";

        Assert.That((await Library.Member.GetAsync(path)).Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await Library.OtherMember.GetAsync(path)).Code, Is.EqualTo("user-not-found"));
        Assert.That((await Library.Stranger.GetAsync(path)).Status, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That((await Library.Stranger.GetAsync("/books/9999/availability")).Code, Is.EqualTo("book-not-found"));
        Assert.That((await Library.Librarian.GetAsync($"/books/{book.BookId}/availability?userId=9999")).Code, Is.EqualTo("user-not-found"));
    }
}
