using static Lms.Tests.Catalog.Searches;

namespace Lms.Tests.Catalog;

/// <summary>Fields, what is written without spaces, and words of any length.</summary>
public sealed class FindingTheRightBook : SharedLibraryTest
{
    /// <summary>Longer than a word of PostgreSQL's may be: nearly three thousand bytes.</summary>
    private static readonly string Endless = string.Concat(Enumerable.Repeat("ሀሁ", 490));

    /// <summary>In letters that take two places of a text each, and four bytes; cut at 200 places, it would be cut within one.</summary>
    private static readonly string Name = "X" + string.Concat(Enumerable.Repeat("𐌲", 249));

    protected override async Task FillAsync()
    {
        await Library.CatalogueAsync(new { title = "King Lear", author = "William Shakespeare", language = "en" });
        await Library.CatalogueAsync(new { title = "Joyland", author = "Stephen King", language = "en" });
        await Library.CatalogueAsync(new { title = "Arthur", author = "Thomas Malory", language = "en", subjects = new[] { "Kings", "The Round Table" } });
        await Library.CatalogueAsync(new { title = "Merlin", author = "Mary Stewart", language = "en", genre = "Fantasy", subjects = new[] { "Kings" } });
        await Library.CatalogueAsync(new { title = "The Once and Future", author = "T.H. White", language = "en", description = "Of a king." });
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
