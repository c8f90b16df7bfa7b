using static Lms.Tests.Catalog.Searches;

namespace Lms.Tests.Catalog;

/// <summary>Fields, what is written without spaces, and words of any length.</summary>
public sealed class FindingTheRightBook : SharedLibraryTest
{
    /// <summary>Longer than a word of PostgreSQL's may be: more than two thousand bytes.</summary>
    private static readonly string Endless = string.Concat(Enumerable.Repeat("ሀሁ", 350));

    /// <summary>In letters that take two places of a text each, and four bytes; cut at 200 places, it would be cut within one.</summary>
    private static readonly string Name = "X" + string.Concat(Enumerable.Repeat("𐌲", 249));

    protected override async Task FillAsync()
    {
        await Library.CatalogueAsync(new { title = "King Lear", author = "William Shakespeare", language = "en" });
        await Library.CatalogueAsync(new { title = "Joyland", author = "Stephen King", language = "en" });
        await Library.CatalogueAsync(new { title = "Arthur", author = "Thomas Malory", language = "en", subjects = new[] { "Kings", "The Round Table" } });
        await Library.CatalogueAsync(new { title = "Merlin", author = "Mary Stewart", language = "en", genre = "Fantasy", subjects = new[] { "Kings" } });
        await Library.CatalogueAsync(new { title = "The Once and Future", author = "T.H. White", language = "en", description = "Of a king." });
        foreach (var (name, author) in new[] { ("東京物語", "小津安二郎"), ("ノルウェイの森", "村上春樹"), ("Part 2 さよなら", "Anon"), ("서울여행", "김영하"), ("ฉันรักเธอ", "Anon"), ("ที่รัก", "Anon"), ("𠀀𠀁𠀂", "𠮷田") })
            await Library.CatalogueAsync(new { title = name, author });
        await Library.CatalogueAsync(new { title = "V", author = "T. Pynchon" });
        await Library.CatalogueAsync(new { title = Endless, author = Name, subjects = new[] { new string('w', 300) } });
        await Library.CatalogueAsync(new { title = "Letters", author = "Many", description = new string('q', 20_000), isbn = string.Concat(Enumerable.Repeat("ﷺ", 64)) });
    }

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
        Assert.That(string.Join(',', TitlesOf(await Library.SearchAsync($"q={Uri.EscapeDataString(query)}")).Order(StringComparer.Ordinal)), Is.EqualTo(titles));
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
    [TestCase("𠀀", "𠀀𠀁𠀂")]
    [TestCase("𠀁𠀂", "𠀀𠀁𠀂")]
    [TestCase("𠀂𠀁", null)]
    [TestCase("author:𠮷", "𠀀𠀁𠀂")]
    public async Task What_is_written_without_spaces_is_found_by_any_part_of_it(string query, string? title)
    {
        var found = TitlesOf(await Library.SearchAsync($"q={Uri.EscapeDataString(query)}")).ToList();

        Assert.That(found, title is null ? Is.Empty : Is.EqualTo([title]));
    }

    [TestCase("v", "V")]
    [TestCase("title:v", "V")]
    [TestCase("author:t author:pynchon", "V")]
    [TestCase("ሀ*", "Endless")]
    [TestCase("subject:wwwww*", "Endless")]
    public async Task A_word_may_be_as_short_as_it_likes(string query, string title) =>
        Assert.That(TitlesOf(await Library.SearchAsync($"q={Uri.EscapeDataString(query)}")), Is.EqualTo([title == "Endless" ? Endless : title]));

    [TestCase("")]
    [TestCase("title:")]
    [TestCase("\"")]
    public async Task A_word_may_be_as_long_as_it_likes(string before)
    {
        Assert.That(TitlesOf(await Library.SearchAsync($"q={Uri.EscapeDataString(before + Endless)}")), Is.EqualTo([Endless]));
        Assert.That(TitlesOf(await Library.SearchAsync($"q=author:{Uri.EscapeDataString(Name)}")), Is.EqualTo([Endless]));
        Assert.That(TitlesOf(await Library.SearchAsync($"q=subject:{new string('w', 300)}*")), Is.EqualTo([Endless]));
        Assert.That(TitlesOf(await Library.SearchAsync($"q={new string('q', 900)}")), Is.EqualTo(["Letters"]));
    }

    [Test]
    public async Task What_no_database_takes_is_looked_for_all_the_same()
    {
        foreach (var odd in new[] { "isbn:" + string.Concat(Enumerable.Repeat("ﷺ-", 300)), "\uD83D king \uDE00", "king\0lear", string.Concat(Enumerable.Repeat("a ", 490)), "\"" + string.Concat(Enumerable.Repeat("a b ", 240)) + "\"", "title:" + Endless + "*" })
        {
            Assert.That((int)(await Library.Stranger.GetAsync($"/search?q={Uri.EscapeDataString(odd)}")).Status, Is.LessThan(500), odd);
            Assert.That((int)(await Library.Stranger.GetAsync($"/books?q={Uri.EscapeDataString(odd)}&count=true")).Status, Is.LessThan(500), odd);
            Assert.That((int)(await Library.Stranger.GetAsync($"/search/suggestions?q={Uri.EscapeDataString(odd)}")).Status, Is.LessThan(500), odd);
        }
    }
}
