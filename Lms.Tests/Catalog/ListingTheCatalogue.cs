namespace Lms.Tests.Catalog;

public sealed class ListingTheCatalogue : LibraryTest
{
    [TestCase("title")]
    [TestCase("-title")]
    [TestCase("author")]
    [TestCase("-author,title")]
    [TestCase("publishedYear")]
    [TestCase("-publishedYear")]
    [TestCase("createdAt")]
    [TestCase("-updatedAt,publishedYear,-title")]
    [TestCase("id")]
    [TestCase(null)]
    public async Task Pages_hold_every_book_once_while_others_come_and_go(string? sort)
    {
        for (var index = 0; index < 7; index++)
            await CatalogueAsync(new { title = $"Book {index}", author = $"Author {index / 3}", publishedYear = index % 3 == 0 ? (int?)null : 1990 + index % 2, copies = 0 });
        var order = sort is null ? "" : "&sort=" + sort;
        var expected = TitlesOf(await Library.Stranger.GetAsync("/books?limit=50" + order)).ToList();
        var titles = new List<string>();

        for (var next = "/books?limit=2" + order; next is not null;)
        {
            var page = (await Library.Stranger.GetAsync(next)).Expect(HttpStatusCode.OK);
            titles.AddRange(TitlesOf(page));
            (await Library.Librarian.DeleteAsync($"/books/{page.Json[0].GetProperty("id")}")).Expect(HttpStatusCode.NoContent);
            await CatalogueAsync(new { title = "New " + titles.Count, author = "Author 1", publishedYear = 1991, copies = 0 });
            next = page.Next!;
        }

        Assert.That(titles.Where(title => title.StartsWith("Book", StringComparison.Ordinal)), Is.EqualTo(expected));
        Assert.That(titles, Is.Unique);
    }

    [TestCase("sort=title", "Ape,Bee,The Cat")]
    [TestCase("sort=-title", "The Cat,Bee,Ape")]
    [TestCase("sort=-publishedYear,title", "Bee,The Cat,Ape")]
    [TestCase("", "Bee,The Cat,Ape")]
    [TestCase("publishedFrom=1900", "Bee,The Cat")]
    [TestCase("publishedTo=1900", "The Cat")]
    [TestCase("genre=ANIMALS", "The Cat,Ape")]
    [TestCase("subject=Insects", "Bee")]
    [TestCase("language=EN", "Ape")]
    [TestCase("title=AT", "The Cat")]
    [TestCase("title=%25", "")]
    [TestCase("author=zoo", "Bee,The Cat,Ape")]
    [TestCase("isbn=0306406152", "Ape")]
    [TestCase("q=cat%20zoologist", "The Cat")]
    [TestCase("q=978-0-306-40615-7", "Ape")]
    [TestCase("available=true", "The Cat,Ape")]
    [TestCase("available=false", "Bee")]
    [TestCase("branchId=1&available=true", "The Cat,Ape")]
    [TestCase("branchId=999", "")]
    [TestCase("materialType=dvd", "Bee")]
    public async Task Filters_add_up_and_sorting_goes_both_ways(string query, string expected)
    {
        await CatalogueAsync(new { title = "Ape", author = "Zoologist", genre = "Animals", language = "en", isbn = "9780306406157" });
        await CatalogueAsync(new { title = "The Cat", author = "Zoologist", genre = "animals", publishedYear = 1900 });
        await CatalogueAsync(new { title = "Bee", author = "Zoologist", subjects = new[] { "Insects" }, publishedYear = 1950, copies = 0, materialType = "dvd" });

        var list = (await Library.Stranger.GetAsync($"/books?{query}")).Expect(HttpStatusCode.OK);

        Assert.That(string.Join(',', TitlesOf(list)), Is.EqualTo(expected));
    }

    [Test]
    public async Task The_number_of_all_books_is_told_where_it_is_asked()
    {
        for (var index = 0; index < 3; index++)
            await Library.ShelveAsync($"Book {index}", copies: 0);

        var list = await Library.Stranger.GetAsync("/books?limit=1&count=true");

        Assert.That(list.Headers.GetValues("X-Total-Count"), Is.EqualTo(["3"]));
    }

    [TestCase("limit=0", "limit")]
    [TestCase("limit=-1", "limit")]
    [TestCase("limit=100000", "limit")]
    [TestCase("limit=abc", "limit")]
    [TestCase("sort=nothing", "sort")]
    [TestCase("sort=title,title", "sort")]
    [TestCase("cursor=nonsense", "cursor")]
    [TestCase("cursor=eyJvcmRlciI6InRpdGxlIiwia2V5cyI6WzFdfQ", "cursor")]
    [TestCase("colour=red", "colour")]
    [TestCase("limit=1&limit=2", "limit")]
    [TestCase("publishedFrom=99999999999", "publishedFrom")]
    [TestCase("title=%00", "title")]
    public async Task What_cannot_be_meant_is_refused_by_name(string query, string member)
    {
        var refused = await Library.Stranger.GetAsync($"/books?{query}");

        Assert.That(refused.Status, Is.EqualTo(HttpStatusCode.BadRequest), refused.Text);
        Assert.That(refused.Errors, Does.Contain(member));
    }

    [Test]
    public async Task A_cursor_of_another_list_is_refused()
    {
        await Library.ShelveAsync("A", copies: 2);
        var copies = await Library.Stranger.GetAsync("/copies?limit=1&sort=barcode");

        var refused = await Library.Stranger.GetAsync("/books?sort=title&cursor=" + copies.Next!.Split("cursor=")[1]);

        Assert.That(refused.Errors, Is.EqualTo(["cursor"]));
    }

    private static IEnumerable<string> TitlesOf(Reply list) => list.Json.EnumerateArray().Select(book => book.GetProperty("title").GetString()!);

    private async Task CatalogueAsync(object book) => (await Library.Librarian.PostAsync("/books", book)).Expect(HttpStatusCode.Created);
}
