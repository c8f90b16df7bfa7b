using static Lms.Tests.Catalog.Searches;

namespace Lms.Tests.Catalog;

/// <summary>Other titles, other forms of names, other languages.</summary>
public sealed class FindingByOtherNames : SharedLibraryTest
{
    protected override async Task FillAsync()
    {
        await Library.CatalogueAsync(new
        {
            title = "Die Verwandlung – Proměna",
            author = "Franz Kafka",
            contributors = new[] { new { name = "Franz Kafka", role = "author", otherNames = new[] { "Кафка, Франц", "Kafka, Frantishek" } }, new { name = "Anthea Bell", role = "translator", otherNames = Array.Empty<string>() } },
            otherTitles = new object[] { new { title = "The Metamorphosis", kind = "uniform" }, new { title = "Превращение" } },
            language = "de",
            otherLanguages = new[] { "cs" },
        });
        await Library.CatalogueAsync(new { title = "Amerika", author = "Anon" });
    }

    [TestCase("q=title:metamorphosis")]
    [TestCase("q=превращение")]
    [TestCase("q=author:кафка")]
    [TestCase("q=author:\"kafka frantishek\"")]
    [TestCase("q=verwandlung&language=cs")]
    [TestCase("language=cs")]
    public async Task A_book_is_found_by_its_other_titles_and_the_other_names_of_its_people_and_its_other_languages(string query)
    {
        var found = await Library.SearchAsync(string.Join('&', query.Split('&').Select(part => part.Split('=')[0] + "=" + Uri.EscapeDataString(part.Split('=')[1]))) + "&facets=language");

        Assert.That(TitlesOf(found), Is.EqualTo(["Die Verwandlung – Proměna"]), found.Text);
        Assert.That(found.Json.GetProperty("facets").ToString(), Does.Contain("\"cs\"").And.Contain("\"de\""));
    }

    [TestCase("title=METAMORPH", "Die Verwandlung – Proměna")]
    [TestCase("title=превращ", "Die Verwandlung – Proměna")]
    [TestCase("title=wandlung", "Die Verwandlung – Proměna")]
    [TestCase("title=uniform", "")]
    [TestCase("author=frantishek", "Die Verwandlung – Proměna")]
    [TestCase("author=Кафка, Ф", "Die Verwandlung – Proměna")]
    [TestCase("author=translat", "")]
    [TestCase("author=bell", "Die Verwandlung – Proměna")]
    [TestCase("author=kafka&title=the meta&q=verwandlung", "Die Verwandlung – Proměna")]
    public async Task The_list_looks_at_every_title_and_at_every_name(string conditions, string titles)
    {
        var query = string.Join('&', conditions.Split('&').Select(part => part.Split('=')[0] + "=" + Uri.EscapeDataString(part.Split('=')[1])));

        var list = (await Library.Stranger.GetAsync($"/books?{query}&count=true")).Expect(HttpStatusCode.OK);

        Assert.That(string.Join(',', NamesOf(list)), Is.EqualTo(titles));
        Assert.That(string.Join(',', TitlesOf(await Library.SearchAsync(query))), Is.EqualTo(titles));
    }

    [TestCase("metam", "title The Metamorphosis")]
    [TestCase("the metam", "title The Metamorphosis")]
    [TestCase("Превр", "title Превращение")]
    [TestCase("a", "title Amerika")]
    public async Task Other_titles_are_offered_while_somebody_types(string typed, string offered)
    {
        var suggestions = (await Library.Stranger.GetAsync($"/search/suggestions?q={Uri.EscapeDataString(typed)}")).Expect(HttpStatusCode.OK);

        Assert.That(suggestions.Json.EnumerateArray().Select(suggestion => $"{suggestion.GetProperty("kind").GetString()} {suggestion.GetProperty("text").GetString()}"), Does.Contain(offered));
    }
}
