using System.Text.Json;

namespace Lms.Tests.Common;

/// <summary><c>expand</c>: a list brings along what its items refer to, at the cost of a query for each kind of thing.</summary>
public sealed class BringingAlong : LibraryTest
{
    private Shelved _book = null!;

    [SetUp]
    public async Task LendAndHold()
    {
        _book = await Library.ShelveAsync(copies: 3);
        var other = await Library.ShelveAsync("The Last Man");
        foreach (var (barcode, borrower) in new[] { (_book.Barcodes[0], Library.Member), (_book.Barcodes[1], Library.OtherMember), (_book.Barcodes[2], Library.Member), (other.Barcode, Library.OtherMember) })
            (await Library.Librarian.PostAsync("/loans", new { copyBarcode = barcode, userId = borrower.Id })).Expect(HttpStatusCode.Created);
        foreach (var (book, waiter) in new[] { (_book.BookId, Library.Librarian), (other.BookId, Library.Member) })
            (await Library.Admin.PostAsync("/holds", new { bookId = book, userId = waiter.Id })).Expect(HttpStatusCode.Created);
    }

    [TestCase("/loans", "book", "copy", "user")]
    [TestCase("/users/{member}/loans", "book", "copy", "user")]
    [TestCase("/me/loans", "book", "copy", "user")]
    [TestCase("/holds", "book", "user")]
    [TestCase("/books/{book}/holds", "book", "user")]
    [TestCase("/users/{member}/holds", "book", "user")]
    [TestCase("/copies", "book")]
    [TestCase("/books/{book}/copies", "book")]
    public async Task Each_item_comes_with_what_it_names_just_as_that_stands_by_itself(string list, params string[] parts)
    {
        var path = list.Replace("{member}", $"{Library.Member.Id}", StringComparison.Ordinal).Replace("{book}", $"{_book.BookId}", StringComparison.Ordinal);
        var reader = list.StartsWith("/me", StringComparison.Ordinal) ? Library.Member : Library.Admin;

        var items = (await reader.GetAsync($"{path}?expand={string.Join(',', parts)}")).Expect(HttpStatusCode.OK).Json.EnumerateArray().ToList();

        Assert.That(items, Is.Not.Empty);
        foreach (var (item, part) in items.SelectMany(item => parts.Select(part => (item, part))))
        {
            var alone = list.StartsWith("/me", StringComparison.Ordinal) && part == "user" ? "/me" : $"/{(part == "copy" ? "copies" : part + "s")}/{item.GetProperty(part + "Id")}";
            Assert.That(item.GetProperty(part).ToString(), Is.EqualTo((await reader.GetAsync(alone)).Expect(HttpStatusCode.OK).Text), $"{path} {part}");
        }
    }

    [Test]
    public async Task What_was_not_asked_for_is_null()
    {
        var loan = (await Library.Librarian.GetAsync("/loans?expand=copy")).Expect(HttpStatusCode.OK).Json[0];

        Assert.That((loan.GetProperty("book").ValueKind, loan.GetProperty("copy").ValueKind, loan.GetProperty("user").ValueKind), Is.EqualTo((JsonValueKind.Null, JsonValueKind.Object, JsonValueKind.Null)));
    }

    [Test]
    public async Task A_user_whom_the_reader_may_not_see_is_left_out()
    {
        var shelved = await Library.ShelveAsync("Emma");
        (await Library.Admin.PostAsync("/loans", new { copyBarcode = shelved.Barcode, userId = Library.Admin.Id })).Expect(HttpStatusCode.Created);

        var loans = (await Library.Librarian.GetAsync($"/loans?bookId={shelved.BookId}&expand=user")).Expect(HttpStatusCode.OK).Json;

        Assert.That((loans[0].GetProperty("userId").GetInt32(), loans[0].GetProperty("user").ValueKind), Is.EqualTo((Library.Admin.Id, JsonValueKind.Null)));
        Assert.That((await Library.Librarian.GetAsync($"/users/{Library.Admin.Id}")).Status, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [TestCase("/loans", "books")]
    [TestCase("/loans", "book,")]
    [TestCase("/loans", "book;user")]
    [TestCase("/holds", "Book")]
    [TestCase("/copies", "user")]
    [TestCase("/books/1/holds", "loan")]
    public async Task What_cannot_be_brought_along_is_refused_by_name(string list, string expand)
    {
        var answer = await Library.Librarian.GetAsync($"{list}?expand={Uri.EscapeDataString(expand)}");

        Assert.That((answer.Status, answer.Code), Is.EqualTo((HttpStatusCode.BadRequest, "validation-failed")));
        Assert.That(answer.Errors, Is.EqualTo(new[] { "expand" }));
    }

    [Test]
    public async Task A_page_of_many_costs_no_more_queries_than_a_page_of_one()
    {
        var one = await QueriesOfAsync("/loans?limit=1&expand=book,copy,user");
        var many = await QueriesOfAsync("/loans?limit=200&expand=book,copy,user");

        Assert.That(many, Is.EqualTo(one));
    }

    private async Task<int> QueriesOfAsync(string path)
    {
        var trace = System.Diagnostics.ActivityTraceId.CreateRandom();
        var heard = TestDatabase.Statements.Follow(trace);
        (await Library.Librarian.SendAsync(HttpMethod.Get, path, null, ("traceparent", $"00-{trace}-b7ad6b7169203331-01"))).Expect(HttpStatusCode.OK);
        Assert.That(heard, Is.Not.Empty);
        return heard.Count;
    }
}
