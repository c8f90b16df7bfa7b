using Lms.Domain.Catalog;
using static Lms.Tests.Catalog.Searches;

namespace Lms.Tests.Catalog;

public sealed class SearchingTheCatalogue : SharedLibraryTest
{
    protected override async Task FillAsync()
    {
        await Library.CatalogueAsync(new { title = "The Hobbit", author = "J.R.R. Tolkien", genre = "Fantasy", language = "en", isbn = "9780306406157", publishedYear = 1937 });
        await Library.CatalogueAsync(new { title = "The Lord of the Rings", author = "J. R. R. Tolkien", genre = "Fantasy", language = "en", publishedYear = 1954, subjects = new[] { "Quests", "Rings" } });
        await Library.CatalogueAsync(new { title = "The Hobbit Companion", author = "David Day", genre = "Criticism", language = "en", description = "Tolkien's world explained.", copies = 0 });
        await Library.CatalogueAsync(new { title = "Cien años de soledad", author = "Gabriel García Márquez", language = "es", publishedYear = 1967, subjects = new[] { "Families" } });
        await Library.CatalogueAsync(new { title = "Les Misérables", author = "Victor Hugo", language = "fr", publishedYear = 1862 });
        await Library.CatalogueAsync(new { title = "Die Verwandlung", subtitle = "Erzählungen", author = "Franz Kafka", language = "de", publishedYear = 1915 });
        await Library.CatalogueAsync(new { title = "It", author = "Stephen King", language = "en", publishedYear = 1986 });
        await Library.CatalogueAsync(new { title = "Catch-22", author = "Joseph Heller", language = "en", publishedYear = 1961 });
        await Library.CatalogueAsync(new { title = "Harry Potter and the Chamber of Secrets", author = "J.K. Rowling", contributors = new[] { new { name = "J.K. Rowling", role = "author" }, new { name = "Mary GrandPré", role = "illustrator" } } });
        await Library.CatalogueAsync(new { title = "Harry Potter and the Goblet of Fire", author = "J.K. Rowling" });
    }

    [TestCase("hobbit", "The Hobbit")]
    [TestCase("the hobbit", "The Hobbit")]
    [TestCase("tolkien hobbit", "The Hobbit")]
    [TestCase("companion hobbit", "The Hobbit Companion")]
    [TestCase("it", "It")]
    [TestCase("jrr tolkien rings", "The Lord of the Rings")]
    [TestCase("j. r. r. tolkien rings", "The Lord of the Rings")]
    [TestCase("gabriel garcia marquez", "Cien años de soledad")]
    [TestCase("GABRIEL GARCI\u0301A MA\u0301RQUEZ", "Cien años de soledad")]
    [TestCase("anos de soledad", "Cien años de soledad")]
    [TestCase("año", "Cien años de soledad")]
    [TestCase("miserables", "Les Misérables")]
    [TestCase("misérable", "Les Misérables")]
    [TestCase("erzahlung", "Die Verwandlung")]
    [TestCase("catch 22", "Catch-22")]
    [TestCase("mary grandpre", "Harry Potter and the Chamber of Secrets")]
    [TestCase("978-0-306-40615-7", "The Hobbit")]
    [TestCase("0306406152", "The Hobbit")]
    [TestCase("isbn:0-306-40615-2", "The Hobbit")]
    [TestCase("lord of the ri", "The Lord of the Rings")]
    [TestCase("compan*", "The Hobbit Companion")]
    [TestCase("\"goblet of fire\"", "Harry Potter and the Goblet of Fire")]
    [TestCase("\"fire of goblet\"", null)]
    [TestCase("author:rowling -chamber", "Harry Potter and the Goblet of Fire")]
    [TestCase("rowling NOT goblet", "Harry Potter and the Chamber of Secrets")]
    [TestCase("title:tolkien", null)]
    [TestCase("subject:quests", "The Lord of the Rings")]
    [TestCase("author:day OR author:heller -companion", "The Hobbit Companion")]
    [TestCase("title:(soledad OR nothing) author:marquez", "Cien años de soledad")]
    [TestCase("king hobbit", null)]
    public async Task The_obvious_book_comes_first(string query, string? title)
    {
        var found = await Library.SearchAsync($"q={Uri.EscapeDataString(query)}");

        Assert.That(TitlesOf(found).FirstOrDefault(), Is.EqualTo(title), found.Text);
        Assert.That(found.Json.GetProperty("suggestions").GetArrayLength(), Is.Zero);
    }

    [TestCase("hbobit", "hobbit", "The Hobbit")]
    [TestCase("harry poter goblet", "harry potter goblet", "Harry Potter and the Goblet of Fire")]
    [TestCase("author:rowlling", "author:rowling", "Harry Potter and the Chamber of Secrets")]
    [TestCase("garcia markez", "garcia marquez", "Cien años de soledad")]
    [TestCase("hary pot", "harry pot", "Harry Potter and the Goblet of Fire")]
    public async Task A_typing_error_is_forgiven_and_what_was_meant_is_said(string query, string meant, string title)
    {
        var found = await Library.SearchAsync($"q={Uri.EscapeDataString(query)}");

        Assert.That(found.Json.GetProperty("suggestions").EnumerateArray().Select(text => text.GetString()), Is.EqualTo([meant]));
        Assert.That(TitlesOf(found).First(), Is.EqualTo(title));
    }

    [Test]
    public async Task What_has_a_word_and_no_more_is_found_by_that_word_alone()
    {
        Assert.That(TitlesOf(await Library.SearchAsync("q=tolkien")), Is.EquivalentTo(["The Hobbit", "The Lord of the Rings", "The Hobbit Companion"]));
        Assert.That(TitlesOf(await Library.SearchAsync("q=author:tolkien")), Is.EquivalentTo(["The Hobbit", "The Lord of the Rings"]));
    }

    [Test]
    public async Task Books_are_counted_by_what_they_have_in_common()
    {
        var facets = (await Library.SearchAsync("q=tolkien&facets=genre,author,language,subject,year,materialType,branch,availability")).Json.GetProperty("facets");

        Assert.Multiple(() =>
        {
            Assert.That(CountsOf(facets, "genre"), Is.EqualTo(["Fantasy 2", "Criticism 1"]));
            Assert.That(CountsOf(facets, "author"), Is.EqualTo(["David Day 1", "J. R. R. Tolkien 1", "J.R.R. Tolkien 1"]));
            Assert.That(CountsOf(facets, "language"), Is.EqualTo(["en 3"]));
            Assert.That(CountsOf(facets, "subject"), Is.EqualTo(["Quests 1", "Rings 1"]));
            Assert.That(CountsOf(facets, "year"), Is.EqualTo(["1937 1", "1954 1"]));
            Assert.That(CountsOf(facets, "materialType"), Is.EqualTo(["book 3"]));
            Assert.That(CountsOf(facets, "branch"), Is.EqualTo(["1 2"]));
            Assert.That(CountsOf(facets, "availability"), Is.EqualTo(["true 2", "false 1"]));
        });
    }

    [TestCase("")]
    [TestCase("&sort=relevance")]
    [TestCase("&sort=title")]
    [TestCase("&sort=-publishedYear,id")]
    public async Task Pages_hold_every_book_once_in_one_order(string sort)
    {
        var whole = TitlesOf(await Library.SearchAsync($"q=tolkien OR rowling OR king&limit=50{sort}")).ToList();
        var pieces = new List<string>();
        for (var next = $"/search?q=tolkien%20OR%20rowling%20OR%20king&limit=2{sort}"; next is not null;)
        {
            var page = (await Library.Stranger.GetAsync(next)).Expect(HttpStatusCode.OK);
            Assert.That(page["total"], Is.EqualTo("6"));
            pieces.AddRange(TitlesOf(page));
            next = page.Next!;
        }

        Assert.That(pieces, Has.Count.EqualTo(6).And.EqualTo(whole));
    }

    [TestCase("sort=title", "The Hobbit,The Hobbit Companion,The Lord of the Rings")]
    [TestCase("sort=-title", "The Lord of the Rings,The Hobbit Companion,The Hobbit")]
    [TestCase("sort=publishedYear", "The Hobbit Companion,The Hobbit,The Lord of the Rings")]
    [TestCase("genre=fantasy", "The Hobbit,The Lord of the Rings")]
    [TestCase("language=fr", "")]
    [TestCase("publishedFrom=1950", "The Lord of the Rings")]
    [TestCase("branchId=1", "The Hobbit,The Lord of the Rings")]
    [TestCase("available=false", "The Hobbit Companion")]
    public async Task What_was_found_is_sorted_and_narrowed_as_a_list_is(string conditions, string titles)
    {
        var found = await Library.SearchAsync("q=tolkien&" + conditions);

        Assert.That(string.Join(',', conditions.StartsWith("sort", StringComparison.Ordinal) ? TitlesOf(found) : TitlesOf(found).Order(StringComparer.Ordinal)), Is.EqualTo(titles));
    }

    [TestCase("q=tolkien hobbit", "The Hobbit Companion,The Hobbit")]
    [TestCase("q=hbobit", "The Hobbit Companion,The Hobbit")]
    [TestCase("q=lord of the ri", "The Lord of the Rings")]
    [TestCase("q=author:rowling -chamber", "Harry Potter and the Goblet of Fire")]
    [TestCase("q=nothing of the kind", "")]
    public async Task The_list_of_books_finds_the_same_in_its_own_order(string query, string titles)
    {
        var list = (await Library.Stranger.GetAsync($"/books?{query}")).Expect(HttpStatusCode.OK);

        Assert.That(string.Join(',', list.Json.EnumerateArray().Select(book => book.GetProperty("title").GetString())), Is.EqualTo(titles));
    }

    [Test]
    public async Task Who_searches_for_nothing_sees_what_is_new()
    {
        var found = await Library.SearchAsync("limit=2&facets=language");

        Assert.That(found["total"], Is.EqualTo("10"));
        Assert.That(TitlesOf(found), Is.EqualTo(["Harry Potter and the Goblet of Fire", "Harry Potter and the Chamber of Secrets"]));
        Assert.That(CountsOf(found.Json.GetProperty("facets"), "language"), Is.EqualTo(["en 5", "de 1", "es 1", "fr 1"]));
    }

    [TestCase("AND author: hobbit OR")]
    [TestCase("author:(tolkien NOT -hobbit")]
    [TestCase("title: OR hobbit AND(")]
    [TestCase("-hobbit")]
    [TestCase("NOT tolkien NOT king")]
    [TestCase("(tolkien OR -rowling) subject:")]
    [TestCase("AND(")]
    [TestCase("isbn: 0306406152 AND -\"")]
    public async Task What_was_understood_finds_the_same_when_it_is_typed(string odd)
    {
        var typed = await Library.SearchAsync($"q={Uri.EscapeDataString(odd)}");
        var understood = await Library.SearchAsync($"q={Uri.EscapeDataString(SearchQuery.Read(odd).ToString())}");

        Assert.That(understood.Text, Is.EqualTo(typed.Text));
    }

    [TestCase("har", "title Harry Potter and the Chamber of Secrets,title Harry Potter and the Goblet of Fire")]
    [TestCase("the hob", "title The Hobbit,title The Hobbit Companion")]
    [TestCase("MÁRQ", "author Gabriel García Márquez")]
    [TestCase("king", "author Stephen King")]
    [TestCase("j.k.", "author J.K. Rowling")]
    [TestCase("r", "author J.K. Rowling,author J. R. R. Tolkien,author J.R.R. Tolkien,subject Rings")]
    [TestCase("quest", "subject Quests")]
    [TestCase("nothing", "")]
    [TestCase("%", "")]
    [TestCase(" ", "")]
    public async Task Titles_authors_and_subjects_are_offered_while_somebody_types(string typed, string offered)
    {
        var suggestions = (await Library.Stranger.GetAsync($"/search/suggestions?q={Uri.EscapeDataString(typed)}")).Expect(HttpStatusCode.OK);

        Assert.That(string.Join(',', suggestions.Json.EnumerateArray().Select(suggestion => $"{suggestion.GetProperty("kind").GetString()} {suggestion.GetProperty("text").GetString()}")), Is.EqualTo(offered));
    }

    [TestCase("facets=colour", "facets")]
    [TestCase("facets=genre,,author", "facets")]
    [TestCase("facets=Genre", "facets")]
    [TestCase("limit=0", "limit")]
    [TestCase("limit=201", "limit")]
    [TestCase("sort=colour", "sort")]
    [TestCase("sort=-relevance", "sort")]
    [TestCase("sort=relevance,title", "sort")]
    [TestCase("cursor=nonsense", "cursor")]
    [TestCase("branchId=0", "branchId")]
    [TestCase("colour=red", "colour")]
    public async Task What_cannot_be_meant_is_refused_by_name(string query, string member)
    {
        var refused = await Library.Stranger.GetAsync($"/search?q=hobbit&{query}");

        Assert.That(refused.Status, Is.EqualTo(HttpStatusCode.BadRequest), refused.Text);
        Assert.That(refused.Errors, Does.Contain(member));
    }
}
