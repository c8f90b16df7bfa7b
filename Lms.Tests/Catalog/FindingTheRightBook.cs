namespace Lms.Tests.Catalog;

/// <summary>Fields, conditions, what is lent most, what is written without spaces, and catalogues in which a word stands in more books than anybody reads.</summary>
public sealed class FindingTheRightBook : LibraryTest
{
    [TestCase("author:king", "Joyland")]
    [TestCase("author:kings", "Joyland")]
    [TestCase("author:\"stephen king\"", "Joyland")]
    [TestCase("author:\"king stephen\"", "")]
    [TestCase("author:steph*", "Joyland")]
    [TestCase("author:joyland", "")]
    [TestCase("title:king", "King Lear")]
    [TestCase("title:kings", "King Lear")]
    [TestCase("title:\"king lear\"", "King Lear")]
    [TestCase("title:lea*", "King Lear")]
    [TestCase("title:shakespeare", "")]
    [TestCase("subject:king", "Arthur,Merlin")]
    [TestCase("subject:\"round table\"", "Arthur")]
    [TestCase("subject:\"table kings\"", "")]
    [TestCase("subject:fanta*", "Merlin")]
    [TestCase("subject:king -subject:fantasy", "Arthur")]
    [TestCase("king -author:king -title:king", "Arthur,Merlin,The Once and Future")]
    [TestCase("king", "Arthur,Joyland,King Lear,Merlin,The Once and Future")]
    [TestCase("king NOT subject:king", "Joyland,King Lear,The Once and Future")]
    public async Task A_field_is_looked_in_and_no_other(string query, string titles)
    {
        await CatalogueAsync(new { title = "King Lear", author = "William Shakespeare", language = "en" });
        await CatalogueAsync(new { title = "Joyland", author = "Stephen King", language = "en" });
        await CatalogueAsync(new { title = "Arthur", author = "Thomas Malory", language = "en", subjects = new[] { "Kings", "The Round Table" } });
        await CatalogueAsync(new { title = "Merlin", author = "Mary Stewart", language = "en", genre = "Fantasy", subjects = new[] { "Kings" } });
        await CatalogueAsync(new { title = "The Once and Future", author = "T.H. White", language = "en", description = "Of a king." });

        Assert.That(string.Join(',', TitlesOf(await SearchAsync($"q={Uri.EscapeDataString(query)}")).Order(StringComparer.Ordinal)), Is.EqualTo(titles));
    }

    [TestCase("")]
    [TestCase("&publishedFrom=1999")]
    [TestCase("&publishedFrom=1000")]
    [TestCase("&publishedFrom=1")]
    [TestCase("&publishedFrom=0")]
    [TestCase("&publishedFrom=-50")]
    [TestCase("&publishedTo=-1")]
    [TestCase("&publishedTo=8")]
    [TestCase("&publishedTo=1899")]
    [TestCase("&publishedTo=9999")]
    [TestCase("&publishedFrom=8&publishedTo=8")]
    [TestCase("&publishedFrom=476&publishedTo=1066")]
    [TestCase("&publishedFrom=1899&publishedTo=2000")]
    [TestCase("&publishedFrom=2000&publishedTo=1899")]
    [TestCase("&genre=HISTORY")]
    [TestCase("&genre=O'Neill%20%5C%20%25")]
    [TestCase("&genre=hist")]
    [TestCase("&language=LA")]
    [TestCase("&language=la&genre=history&publishedTo=500")]
    [TestCase("&materialType=book&subject=Rome")]
    [TestCase("&subject=rome")]
    [TestCase("&materialType=dvd")]
    [TestCase("&publishedFrom=1&available=false")]
    [TestCase("&publishedFrom=1900&available=true&branchId=1")]
    [TestCase("&genre=history&title=annals%20of%20the%20year%2018")]
    public async Task A_search_is_narrowed_exactly_as_the_list_is(string conditions)
    {
        foreach (var year in new int?[] { -400, -44, 8, 476, 1066, 1899, 1900, 1999, 2000, 2024, null })
            await CatalogueAsync(new { title = $"Annals of the year {year}", author = "Anon", publishedYear = year, genre = year < 1000 ? "History" : @"O'Neill \ %", language = year < 500 ? "la" : "en", subjects = year < 500 ? ["Rome"] : Array.Empty<string>(), copies = year < 1000 ? 0 : 1 });

        var expected = (await Library.Stranger.GetAsync($"/books?limit=50&sort=title&count=true{conditions}")).Expect(HttpStatusCode.OK);
        var found = await SearchAsync($"q=annals&limit=50&sort=title{conditions}");
        var listed = (await Library.Stranger.GetAsync($"/books?q=annals&limit=50&sort=title&count=true{conditions}")).Expect(HttpStatusCode.OK);

        Assert.Multiple(() =>
        {
            Assert.That(TitlesOf(found), Is.EqualTo(NamesOf(expected)));
            Assert.That(NamesOf(listed), Is.EqualTo(NamesOf(expected)));
            Assert.That(listed.Headers.GetValues("X-Total-Count"), Is.EqualTo(expected.Headers.GetValues("X-Total-Count")));
            Assert.That(found.Json.GetProperty("total").GetInt32(), Is.EqualTo(NamesOf(expected).Count()));
        });
    }

    [Test]
    public async Task A_book_moves_to_another_year_and_genre_at_once()
    {
        var book = (await Library.Librarian.PostAsync("/books", new { title = "Middlemarch", author = "George Eliot", publishedYear = 1900, genre = "Travel" })).Expect(HttpStatusCode.Created);

        (await Library.Librarian.PatchAsync($"/books/{book.Id}", new { publishedYear = 1871, genre = "Fiction" })).Expect(HttpStatusCode.OK);

        Assert.That(TitlesOf(await SearchAsync("q=middlemarch&publishedTo=1871&genre=fiction")), Is.EqualTo(["Middlemarch"]));
        Assert.That(TitlesOf(await SearchAsync("q=middlemarch&publishedFrom=1872")), Is.Empty);
        Assert.That(TitlesOf(await SearchAsync("q=middlemarch&genre=travel")), Is.Empty);
    }

    [Test]
    public async Task Of_two_books_alike_the_one_that_is_lent_more_comes_first()
    {
        var books = new[] { await Library.ShelveAsync("Selected Poems"), await Library.ShelveAsync("Selected Poems") };
        await Library.DoChoresAsync();
        Assert.That(IdsOf(await SearchAsync("q=selected poems")), Is.EqualTo(books.Select(book => book.BookId)));

        await LendAsync(books[1].Barcodes[0], times: 2);
        await Library.WaitAsync(TimeSpan.FromHours(2));
        await Library.DoChoresAsync();

        Assert.That(IdsOf(await SearchAsync("q=selected poems")), Is.EqualTo(books.Select(book => book.BookId).Reverse()));
        Assert.That(IdsOf(await SearchAsync("q=poems")).First(), Is.EqualTo(books[1].BookId));
    }

    [TestCase("東京", "東京物語")]
    [TestCase("京物", "東京物語")]
    [TestCase("東京物語", "東京物語")]
    [TestCase("物", "東京物語")]
    [TestCase("物京", null)]
    [TestCase("物語 小津", "東京物語")]
    [TestCase("author:安二郎", "東京物語")]
    [TestCase("title:小津", null)]
    [TestCase("\"東京物語\"", "東京物語")]
    [TestCase("ノルウェイの森", "ノルウェイの森")]
    [TestCase("森", null)]
    [TestCase("さよなら part 2", "Part 2 さよなら")]
    [TestCase("여행", "서울여행")]
    [TestCase("รักเธอ", "ฉันรักเธอ")]
    [TestCase("ที่รัก", "ที่รัก")]
    public async Task What_is_written_without_spaces_is_found_by_any_part_of_it(string query, string? title)
    {
        foreach (var (name, author) in new[] { ("東京物語", "小津安二郎"), ("ノルウェイの森", "村上春樹"), ("Part 2 さよなら", "Anon"), ("서울여행", "김영하"), ("ฉันรักเธอ", "Anon"), ("ที่รัก", "Anon") })
            await CatalogueAsync(new { title = name, author });

        var found = TitlesOf(await SearchAsync($"q={Uri.EscapeDataString(query)}")).ToList();

        Assert.That(found, title is null ? Is.Empty : Is.EqualTo([title]));
    }

    [Test]
    public async Task Where_few_books_are_found_and_a_like_word_finds_far_more_it_is_suggested()
    {
        await CatalogueAsync(new { title = "The Wether", author = "Anon" });
        for (var book = 1; book <= 11; book++)
            await CatalogueAsync(new { title = $"Weather, part {book}", author = "Anon" });
        await Library.DoChoresAsync();

        var few = await SearchAsync("q=wether");
        var none = await SearchAsync("q=wheather");
        var many = await SearchAsync("q=weather");

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
        await CatalogueAsync(new { title = "Annals", author = "Tacitus" });
        await Library.DoChoresAsync();

        var found = await SearchAsync("q=annals&facets=author,availability");
        var ofOneYear = await SearchAsync("q=annals&publishedFrom=1199&publishedTo=1199");
        var free = await SearchAsync("q=annals&available=true");
        var list = (await Library.Stranger.GetAsync("/books?q=annals&count=true&limit=1&sort=title")).Expect(HttpStatusCode.OK);
        var freeList = (await Library.Stranger.GetAsync("/books?q=annals&available=true&count=true")).Expect(HttpStatusCode.OK);

        Assert.Multiple(() =>
        {
            Assert.That((found["total"], found["totalIsExact"]), Is.EqualTo(("5000", "False")));
            Assert.That(TitlesOf(found).Take(2), Is.EqualTo(["Annals", "A History with Annals"]), "One is what was typed, the other is lent most.");
            Assert.That(found.Json.GetProperty("facets").GetProperty("author").EnumerateArray().Sum(value => value.GetProperty("count").GetInt32()), Is.EqualTo(5000));
            Assert.That(found.Json.GetProperty("facets").GetProperty("availability").EnumerateArray().Sum(value => value.GetProperty("count").GetInt32()), Is.EqualTo(5000));
            Assert.That((ofOneYear["total"], ofOneYear["totalIsExact"]), Is.EqualTo(("7", "True")));
            Assert.That(TitlesOf(ofOneYear), Has.All.EndsWith("199"));
            Assert.That(TitlesOf(free).Order(StringComparer.Ordinal), Is.EqualTo(["A History with Annals", "Annals"]));
            Assert.That((free["total"], free["totalIsExact"]), Is.EqualTo(("2", "True")));
            Assert.That(list.Headers.GetValues("X-Total-Count"), Is.EqualTo([$"{Books + 2}"]));
            Assert.That(NamesOf(list), Is.EqualTo(["Annals"]));
            Assert.That(freeList.Headers.GetValues("X-Total-Count"), Is.EqualTo(["2"]));
        });
        Assert.That(TitlesOf(await SearchAsync("q=history annals")), Is.EqualTo(["A History with Annals"]));
    }

    private async Task LendAsync(string copyBarcode, int times)
    {
        for (var time = 0; time < times; time++)
        {
            (await Library.Librarian.PostAsync("/loans", new { copyBarcode, userId = Library.Member.Id })).Expect(HttpStatusCode.Created);
            (await Library.Librarian.PostAsync("/returns", new { copyBarcode })).Expect(HttpStatusCode.OK);
        }
    }

    private async Task<Reply> SearchAsync(string query) => (await Library.Stranger.GetAsync($"/search?{query}")).Expect(HttpStatusCode.OK);

    private static IEnumerable<string> TitlesOf(Reply found) => found.Json.GetProperty("items").EnumerateArray().Select(book => book.GetProperty("title").GetString()!);

    private static IEnumerable<int> IdsOf(Reply found) => found.Json.GetProperty("items").EnumerateArray().Select(book => book.GetProperty("id").GetInt32());

    private static IEnumerable<string> NamesOf(Reply list) => list.Json.EnumerateArray().Select(book => book.GetProperty("title").GetString()!);

    private async Task CatalogueAsync(object book) => (await Library.Librarian.PostAsync("/books", book)).Expect(HttpStatusCode.Created);
}
