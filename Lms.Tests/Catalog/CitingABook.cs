using System.Text.Json;
using Lms.Domain.Catalog;

namespace Lms.Tests.Catalog;

public sealed class CitingABook : LibraryTest
{
    private static readonly object Frankenstein = new
    {
        title = "Frankenstein & other {Tales} of 100%",
        subtitle = "or, the Modern Prometheus",
        author = "Mary Shelley",
        contributors = new[]
        {
            new { name = "Mary Wollstonecraft Shelley", role = "author" },
            new { name = "Hunter, J. Paul", role = "editor" },
            new { name = "Ludwig van Beethoven", role = "translator" },
            new { name = "Barnes and Noble Press", role = "author" },
            new { name = "Lynd Ward", role = "illustrator" },
        },
        isbn = "0306406152",
        series = "Norton critical editions ; 3",
        publisher = "Norton_& Sons",
        publishedYear = 1818,
        edition = "2nd",
        language = "eng",
        pageCount = 280,
        subjects = new[] { "Monsters", "Science" },
        description = "A creature.\n\nER  - and its maker.",
        classification = "823.7",
        copies = 1,
    };

    [Test]
    public async Task A_book_is_cited_in_BibTeX()
    {
        var id = await CatalogueAsync(Frankenstein);

        var reply = await InAsync(id, "application/x-bibtex");

        Assert.That(reply.MediaType, Is.EqualTo("application/x-bibtex"));
        Assert.That(reply.Text, Is.EqualTo($$$"""
            @book{shelley1818-{{{id}}},
              title = {Frankenstein \& other {{\textbraceleft}Tales{\textbraceright}} of 100\%: or, the {Modern} {Prometheus}},
              author = {Shelley, Mary Wollstonecraft and {Barnes and Noble Press}},
              editor = {Hunter, J. Paul},
              translator = {van Beethoven, Ludwig},
              publisher = {Norton\_\& Sons},
              year = {1818},
              edition = {2nd},
              series = {Norton critical editions},
              number = {3},
              isbn = {978-0-306-40615-7},
              language = {en},
              pagetotal = {280},
              keywords = {Monsters, Science},
              abstract = {A creature. ER - and its maker.}
            }


            """.ReplaceLineEndings("\n")));
    }

    [Test]
    public async Task A_book_is_cited_in_RIS_and_no_text_breaks_its_lines()
    {
        var reply = await InAsync(await CatalogueAsync(Frankenstein), "application/x-research-info-systems");

        var lines = reply.Text.Split("\r\n");
        Assert.Multiple(() =>
        {
            Assert.That(lines[0], Is.EqualTo("TY  - BOOK"));
            Assert.That(lines, Does.Contain("AU  - Shelley, Mary Wollstonecraft").And.Contain("AU  - Barnes and Noble Press").And.Contain("ED  - Hunter, J. Paul").And.Contain("A4  - van Beethoven, Ludwig"));
            Assert.That(lines, Does.Contain("T2  - Norton critical editions").And.Contain("PY  - 1818").And.Contain("SN  - 978-0-306-40615-7").And.Contain("KW  - Science").And.Contain("N1  - illustrator: Lynd Ward"));
            Assert.That(lines, Does.Contain("AB  - A creature. ER - and its maker."));
            Assert.That(lines.Count(line => line.StartsWith("ER  -", StringComparison.Ordinal)), Is.EqualTo(1));
            Assert.That(lines.SkipLast(2), Has.All.Match("^[A-Z][A-Z0-9]  - "));
        });
    }

    [Test]
    public async Task A_book_is_an_item_of_CSL()
    {
        var reply = await InAsync(await CatalogueAsync(Frankenstein), "application/vnd.citationstyles.csl+json");

        var item = JsonElement.Parse(reply.Text)[0];
        Assert.Multiple(() =>
        {
            Assert.That(item.GetProperty("type").GetString(), Is.EqualTo("book"));
            Assert.That(item.GetProperty("author").ToString(), Is.EqualTo("""[{"family":"Shelley","given":"Mary Wollstonecraft"},{"literal":"Barnes and Noble Press"}]"""));
            Assert.That(item.GetProperty("illustrator").ToString(), Is.EqualTo("""[{"family":"Ward","given":"Lynd"}]"""));
            Assert.That(item.GetProperty("issued").ToString(), Is.EqualTo("""{"date-parts":[[1818]]}"""));
            Assert.That(item.GetProperty("collection-number").GetString(), Is.EqualTo("3"));
            Assert.That(item.GetProperty("ISBN").GetString(), Is.EqualTo("978-0-306-40615-7"));
            Assert.That(item.TryGetProperty("genre", out _), Is.False);
        });
    }

    [Test]
    public async Task A_book_is_linked_data()
    {
        var id = await CatalogueAsync(Frankenstein);

        var thing = JsonElement.Parse((await InAsync(id, "application/ld+json")).Text);

        Assert.Multiple(() =>
        {
            Assert.That((thing.GetProperty("@context").GetString(), thing.GetProperty("@type").GetString(), thing.GetProperty("@id").GetString()), Is.EqualTo(("https://schema.org", "Book", $"/books/{id}")));
            Assert.That(thing.GetProperty("author")[0].ToString(), Is.EqualTo("""{"@type":"Person","name":"Mary Wollstonecraft Shelley","givenName":"Mary Wollstonecraft","familyName":"Shelley"}"""));
            Assert.That(thing.GetProperty("author")[1].GetProperty("@type").GetString(), Is.EqualTo("Organization"));
            Assert.That(thing.GetProperty("isbn").GetString(), Is.EqualTo("9780306406157"));
            Assert.That(thing.GetProperty("isPartOf").GetProperty("@type").GetString(), Is.EqualTo("BookSeries"));
            Assert.That(thing.GetProperty("datePublished").GetString(), Is.EqualTo("1818"));
        });
    }

    [TestCase("dvd", "@misc", "TY  - VIDEO", "motion_picture", "Movie")]
    [TestCase("cd", "@misc", "TY  - SOUND", "song", "MusicAlbum")]
    [TestCase("score", "@book", "TY  - MUSIC", "musical_score", "SheetMusic")]
    [TestCase("map", "@misc", "TY  - MAP", "map", "Map")]
    [TestCase("magazine", "@book", "TY  - SER", "periodical", "Periodical")]
    public async Task Every_form_says_what_kind_of_thing_it_is(string materialType, string bibtex, string ris, string csl, string schema)
    {
        var id = await CatalogueAsync(new { title = "Something", author = "Agnès Varda", materialType, copies = 0 });

        Assert.Multiple(async () =>
        {
            Assert.That((await Library.Stranger.GetAsync($"/books/{id}?format=bibtex")).Text, Does.StartWith(bibtex));
            Assert.That((await Library.Stranger.GetAsync($"/books/{id}?format=ris")).Text, Does.StartWith(ris));
            Assert.That((await Library.Stranger.GetAsync($"/books/{id}?format=csl")).Text, Does.Contain($"\"type\":\"{csl}\""));
            Assert.That((await Library.Stranger.GetAsync($"/books/{id}?format=jsonld")).Text, Does.Contain($"\"@type\":\"{schema}\""));
        });
    }

    [Test]
    public async Task A_book_from_before_Christ_has_the_year_that_each_form_counts_in()
    {
        var id = await CatalogueAsync(new { title = "The Clouds", author = "Aristophanes", publishedYear = -423, copies = 0 });

        Assert.That((await Library.Stranger.GetAsync($"/books/{id}?format=bibtex")).Text, Does.Contain("date = {-0422}").And.Contain("author = {{Aristophanes}}"));
        Assert.That((await Library.Stranger.GetAsync($"/books/{id}?format=csl")).Text, Does.Contain("[[-423]]"));
        Assert.That((await Library.Stranger.GetAsync($"/books/{id}?format=jsonld")).Text, Does.Contain("\"datePublished\":\"-0422\"").And.Contain("{\"@type\":\"Person\",\"name\":\"Aristophanes\"}"));
    }

    [Test]
    public async Task The_query_counts_more_than_the_header_and_who_asks_for_nothing_gets_JSON()
    {
        var id = await CatalogueAsync(Frankenstein);

        Assert.Multiple(async () =>
        {
            Assert.That((await InAsync(id, "application/json", "?format=ris")).MediaType, Is.EqualTo("application/x-research-info-systems"));
            Assert.That((await Library.Stranger.GetAsync($"/books/{id}")).MediaType, Is.EqualTo("application/json"));
            Assert.That((await InAsync(id, "*/*")).MediaType, Is.EqualTo("application/json"));
            Assert.That((await InAsync(id, "text/html, application/ld+json;q=0.9")).MediaType, Is.EqualTo("application/ld+json"));
            Assert.That((await Library.Stranger.GetAsync($"/books/{id}?format=endnote")).Errors, Is.EqualTo(["format"]));
            Assert.That((await Library.Stranger.GetAsync("/books/987654?format=bibtex")).Status, Is.EqualTo(HttpStatusCode.NotFound));
        });
    }

    [Test]
    public async Task Every_form_can_hold_the_whole_catalogue_even_an_empty_one()
    {
        Assert.That(JsonElement.Parse((await ExportAsync("csl")).Text).GetArrayLength(), Is.Zero);
        Assert.That(JsonElement.Parse((await ExportAsync("jsonld")).Text).GetProperty("@graph").GetArrayLength(), Is.Zero);
        await CatalogueAsync(Frankenstein);
        await CatalogueAsync(new { title = "Emma", author = "Jane Austen", copies = 0 });

        Assert.Multiple(async () =>
        {
            Assert.That(JsonElement.Parse((await ExportAsync("csl")).Text).EnumerateArray().Select(item => item.GetProperty("author")[0].GetProperty("family").GetString()), Is.EqualTo(["Shelley", "Austen"]));
            Assert.That(JsonElement.Parse((await ExportAsync("jsonld")).Text).GetProperty("@graph").EnumerateArray().Select(item => item.GetProperty("name").GetString()), Has.Some.EqualTo("Emma"));
            Assert.That((await ExportAsync("bibtex")).Text.Split("@book{"), Has.Length.EqualTo(3));
            Assert.That((await ExportAsync("ris")).Text.Split("TY  - "), Has.Length.EqualTo(3));
        });
    }

    [TestCase("H. G. Wells", ExpectedResult = "Wells, H. G.")]
    [TestCase("Wells, H. G. (Herbert George)", ExpectedResult = "Wells, H. G.")]
    [TestCase("Ursula K. Le Guin", ExpectedResult = "Le Guin, Ursula K.")]
    [TestCase("Vincent van Gogh", ExpectedResult = "van Gogh, Vincent")]
    [TestCase("Johann Wolfgang von Goethe", ExpectedResult = "von Goethe, Johann Wolfgang")]
    [TestCase("Martin Luther King, Jr.", ExpectedResult = "King, Martin Luther, Jr.")]
    [TestCase("King, Martin Luther, Jr.", ExpectedResult = "King, Martin Luther, Jr.")]
    [TestCase("村上 春樹", ExpectedResult = "村上, 春樹")]
    [TestCase("Homer", ExpectedResult = "Homer")]
    [TestCase("John Paul II, Pope", ExpectedResult = "John Paul II, Pope")]
    [TestCase("Bank, Melissa", ExpectedResult = "Bank, Melissa")]
    [TestCase("University of Oxford", ExpectedResult = "University of Oxford")]
    [TestCase("Alfred A. Knopf, Inc.", ExpectedResult = "Alfred A. Knopf, Inc.")]
    [TestCase("The Beatles", ExpectedResult = "The Beatles")]
    public string A_name_is_filed(string name) => PersonName.Read(name).Filed;

    [TestCase("Discworld ; 3", ExpectedResult = "Discworld|3")]
    [TestCase("Discworld, vol. 3", ExpectedResult = "Discworld|3")]
    [TestCase("Reclam ; Bd. 12a", ExpectedResult = "Reclam|12a")]
    [TestCase("Discworld #3", ExpectedResult = "Discworld|3")]
    [TestCase("Discworld (Book 3)", ExpectedResult = "Discworld|3")]
    [TestCase("Foundation, 2", ExpectedResult = "Foundation|2")]
    [TestCase("Lord of the rings ; pt. II", ExpectedResult = "Lord of the rings|II")]
    [TestCase("Area 51", ExpectedResult = "Area 51|")]
    [TestCase("Penguin classics", ExpectedResult = "Penguin classics|")]
    [TestCase("Fables (Vertigo)", ExpectedResult = "Fables (Vertigo)|")]
    public string A_series_is_parted_from_its_volume(string text) => SeriesStatement.Read(text) is { } series ? $"{series.Title}|{series.Volume}" : "";

    private async Task<int> CatalogueAsync(object book) => (await Library.Librarian.PostAsync("/books", book)).Expect(HttpStatusCode.Created).Id;

    private Task<Reply> InAsync(int id, string mediaType, string query = "") => Library.Stranger.SendAsync(HttpMethod.Get, $"/books/{id}{query}", null, ("Accept", mediaType));

    private Task<Reply> ExportAsync(string format) => Library.Librarian.GetAsync($"/exports/books?format={format}");
}
