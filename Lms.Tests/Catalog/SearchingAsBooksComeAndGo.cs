using static Lms.Tests.Catalog.Searches;

namespace Lms.Tests.Catalog;

/// <summary>The search knows the library of this moment: what is lent, what changed, what is lent most, and of very many books the right ones.</summary>
public sealed class SearchingAsBooksComeAndGo : LibraryTest
{
    [Test]
    public async Task Availability_is_of_this_moment()
    {
        await Library.CatalogueAsync(new { title = "The Hobbit", author = "J.R.R. Tolkien" });
        await Library.CatalogueAsync(new { title = "The Lord of the Rings", author = "J.R.R. Tolkien" });
        await Library.CatalogueAsync(new { title = "The Hobbit Companion", author = "David Day", description = "Tolkien's world explained.", copies = 0 });
        var copies = await Library.Librarian.GetAsync($"/books/{(await Library.SearchAsync("q=hobbit")).Json.GetProperty("items")[0].GetProperty("id")}/copies");
        (await Library.Librarian.PostAsync("/loans", new { copyBarcode = copies.Json[0].GetProperty("barcode").GetString(), userId = Library.Member.Id })).Expect(HttpStatusCode.Created);

        var found = await Library.SearchAsync("q=tolkien&facets=availability");

        Assert.That(CountsOf(found.Json.GetProperty("facets"), "availability"), Is.EqualTo(["false 2", "true 1"]));
        Assert.That(found.Json.GetProperty("items")[0].GetProperty("copiesAvailable").GetInt32(), Is.Zero);
        Assert.That(TitlesOf(await Library.SearchAsync("q=tolkien&available=true")), Is.EqualTo(["The Lord of the Rings"]));
    }

    [Test]
    public async Task A_change_of_a_book_is_found_at_once_and_a_deleted_book_no_more()
    {
        var book = await Library.Librarian.PostAsync("/books", new { title = "Middlemarch", author = "George Eliot" });
        Assert.That(TitlesOf(await Library.SearchAsync("q=middlemarch")), Is.EqualTo(["Middlemarch"]));

        (await Library.Librarian.PatchAsync($"/books/{book.Id}", new { title = "Silas Marner" })).Expect(HttpStatusCode.OK);
        Assert.That(TitlesOf(await Library.SearchAsync("q=middlemarch")), Is.Empty);
        Assert.That(TitlesOf(await Library.SearchAsync("q=marner eliot")), Is.EqualTo(["Silas Marner"]));

        (await Library.Librarian.DeleteAsync($"/books/{book.Id}")).Expect(HttpStatusCode.NoContent);
        Assert.That(TitlesOf(await Library.SearchAsync("q=marner")), Is.Empty);
    }

    [Test]
    public async Task A_book_moves_to_another_year_and_genre_at_once()
    {
        var book = (await Library.Librarian.PostAsync("/books", new { title = "Middlemarch", author = "George Eliot", publishedYear = 1900, genre = "Travel" })).Expect(HttpStatusCode.Created);

        (await Library.Librarian.PatchAsync($"/books/{book.Id}", new { publishedYear = 1871, genre = "Fiction" })).Expect(HttpStatusCode.OK);

        Assert.That(TitlesOf(await Library.SearchAsync("q=middlemarch&publishedTo=1871&genre=fiction")), Is.EqualTo(["Middlemarch"]));
        Assert.That(TitlesOf(await Library.SearchAsync("q=middlemarch&publishedFrom=1872")), Is.Empty);
        Assert.That(TitlesOf(await Library.SearchAsync("q=middlemarch&genre=travel")), Is.Empty);
    }

    [TestCase("q=")]
    [TestCase("q=volume")]
    [TestCase("q=volume&sort=-title")]
    public async Task Who_leafs_through_the_catalogue_meets_no_book_twice_while_others_come_in(string query)
    {
        for (var book = 1; book <= 6; book++)
            await Library.CatalogueAsync(new { title = $"Volume {book}", author = "Anon", copies = 0 });
        var expected = TitlesOf(await Library.SearchAsync(query)).ToList();
        var met = new List<string>();

        for (var next = $"/search?limit=2&{query}"; next is not null;)
        {
            var page = (await Library.Stranger.GetAsync(next)).Expect(HttpStatusCode.OK);
            met.AddRange(TitlesOf(page));
            await Library.CatalogueAsync(new { title = $"A second volume {met.Count}", author = "Anon", copies = 0 });
            next = page.Next!;
        }

        Assert.That(met.Where(title => !title.StartsWith("A second", StringComparison.Ordinal)), Is.EqualTo(expected));
        Assert.That(met, Is.Unique);
    }

    [Test]
    public async Task Of_two_books_alike_the_one_that_is_lent_more_comes_first()
    {
        var books = new[] { await Library.ShelveAsync("Selected Poems"), await Library.ShelveAsync("Selected Poems") };
        await Library.DoChoresAsync();
        Assert.That(IdsOf(await Library.SearchAsync("q=selected poems")), Is.EqualTo(books.Select(book => book.BookId)));

        await LendAsync(books[1].Barcodes[0], times: 2);
        await Library.WaitAsync(TimeSpan.FromHours(2));
        await Library.DoChoresAsync();

        Assert.That(IdsOf(await Library.SearchAsync("q=selected poems")), Is.EqualTo(books.Select(book => book.BookId).Reverse()));
        Assert.That(IdsOf(await Library.SearchAsync("q=poems")).First(), Is.EqualTo(books[1].BookId));
    }

    [Test]
    public async Task Where_few_books_are_found_and_a_like_word_finds_far_more_it_is_suggested()
    {
        await Library.CatalogueAsync(new { title = "The Wether", author = "Anon" });
        for (var book = 1; book <= 11; book++)
            await Library.CatalogueAsync(new { title = $"Weather, part {book}", author = "Anon" });
        await Library.DoChoresAsync();

        var few = await Library.SearchAsync("q=wether");
        var none = await Library.SearchAsync("q=wheather");
        var many = await Library.SearchAsync("q=weather");

        Assert.Multiple(() =>
        {
            Assert.That(TitlesOf(few), Is.EqualTo(["The Wether"]));
            Assert.That((few["suggestions"], few["corrected"]), Is.EqualTo(("""["weather"]""", "False")));
            Assert.That((none["total"], none["suggestions"], none["corrected"]), Is.EqualTo(("11", """["weather"]""", "True")));
            Assert.That((many["suggestions"], many["corrected"]), Is.EqualTo(("[]", "False")));
        });
    }

    [Test]
    public async Task However_many_books_have_a_word_the_one_that_is_meant_comes_first_and_conditions_hold()
    {
        const int Books = 6200;
        await Library.ScalarAsync<long>($"""
            WITH added AS (INSERT INTO books (title, sort_title, author, shares_isbn, subjects, published_year, language, material_type, created_at, updated_at)
                SELECT 'Old annals, volume ' || n, 'old annals, volume ' || n, 'Author ' || n % 7, false, ARRAY['Rome'], 1000 + n % 1000, 'en', 'book', now(), now() FROM generate_series(1, {Books}) AS n RETURNING id)
            SELECT count(*) FROM added
            """);
        var meant = await Library.ShelveAsync("A History with Annals");
        await LendAsync(meant.Barcodes[0], times: 4);
        await Library.CatalogueAsync(new { title = "Annals", author = "Tacitus" });
        await Library.DoChoresAsync();

        var found = await Library.SearchAsync("q=annals&facets=author,availability");
        var ofOneYear = await Library.SearchAsync("q=annals&publishedFrom=1199&publishedTo=1199");
        var byTitle = await Library.SearchAsync("q=annals&sort=title");
        var beginning = await Library.SearchAsync("q=anna*");
        var field = await Library.SearchAsync("q=subject:rome");
        var excluding = await Library.SearchAsync("q=annals -tacitus");
        var free = await Library.SearchAsync("q=annals&available=true");
        var list = (await Library.Stranger.GetAsync("/books?q=annals&count=true&limit=1&sort=title")).Expect(HttpStatusCode.OK);
        var freeList = (await Library.Stranger.GetAsync("/books?q=annals&available=true&count=true")).Expect(HttpStatusCode.OK);

        Assert.Multiple(() =>
        {
            Assert.That((found["total"], found["totalIsExact"], found["facetsOf"]), Is.EqualTo(("5000", "False", "2000")));
            Assert.That((ofOneYear["facetsOf"], byTitle["total"], byTitle["totalIsExact"]), Is.EqualTo(("7", "5000", "False")));
            Assert.That(TitlesOf(byTitle).Take(2), Is.EqualTo(["Annals", "A History with Annals"]));
            Assert.That(TitlesOf(beginning).First(), Is.EqualTo("Annals"));
            Assert.That((field["total"], field["totalIsExact"], excluding["total"]), Is.EqualTo(("5000", "False", "5000")));
            Assert.That(TitlesOf(found).Take(2), Is.EqualTo(["Annals", "A History with Annals"]), "One is what was typed, the other is lent most.");
            Assert.That(found.Json.GetProperty("facets").GetProperty("author").EnumerateArray().Sum(value => value.GetProperty("count").GetInt32()), Is.EqualTo(2000));
            Assert.That(found.Json.GetProperty("facets").GetProperty("availability").EnumerateArray().Sum(value => value.GetProperty("count").GetInt32()), Is.EqualTo(2000));
            Assert.That((ofOneYear["total"], ofOneYear["totalIsExact"]), Is.EqualTo(("7", "True")));
            Assert.That(TitlesOf(ofOneYear), Has.All.EndsWith("199"));
            Assert.That(TitlesOf(free).Order(StringComparer.Ordinal), Is.EqualTo(["A History with Annals", "Annals"]));
            Assert.That((free["total"], free["totalIsExact"]), Is.EqualTo(("2", "True")));
            Assert.That(list.Headers.GetValues("X-Total-Count"), Is.EqualTo([$"{Books + 2}"]));
            Assert.That(NamesOf(list), Is.EqualTo(["Annals"]));
            Assert.That(freeList.Headers.GetValues("X-Total-Count"), Is.EqualTo(["2"]));
        });
        Assert.That(TitlesOf(await Library.SearchAsync("q=history annals")), Is.EqualTo(["A History with Annals"]));
    }

    private async Task LendAsync(string copyBarcode, int times)
    {
        for (var time = 0; time < times; time++)
        {
            (await Library.Librarian.PostAsync("/loans", new { copyBarcode, userId = Library.Member.Id })).Expect(HttpStatusCode.Created);
            (await Library.Librarian.PostAsync("/returns", new { copyBarcode })).Expect(HttpStatusCode.OK);
        }
    }
}
