using static Lms.Tests.Catalog.Searches;

namespace Lms.Tests.Catalog;

/// <summary>Conditions mean the same wherever they stand.</summary>
public sealed class NarrowingASearch : SharedLibraryTest
{
    protected override async Task FillAsync()
    {
        foreach (var year in new int?[] { -400, -44, 8, 476, 1066, 1899, 1900, 1999, 2000, 2024, null })
            await Library.CatalogueAsync(new { title = $"Annals of the year {year}", author = "Anon", publishedYear = year, genre = year < 1000 ? "History" : @"O'Neill \ %", language = year < 500 ? "la" : "en", subjects = year < 500 ? ["Rome"] : Array.Empty<string>(), copies = year < 1000 ? 0 : 1 });
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
        var expected = (await Library.Stranger.GetAsync($"/books?limit=50&sort=title&count=true{conditions}")).Expect(HttpStatusCode.OK);
        var found = await Library.SearchAsync($"q=annals&limit=50&sort=title{conditions}");
        var listed = (await Library.Stranger.GetAsync($"/books?q=annals&limit=50&sort=title&count=true{conditions}")).Expect(HttpStatusCode.OK);

        Assert.Multiple(() =>
        {
            Assert.That(TitlesOf(found), Is.EqualTo(NamesOf(expected)));
            Assert.That(NamesOf(listed), Is.EqualTo(NamesOf(expected)));
            Assert.That(listed.Headers.GetValues("X-Total-Count"), Is.EqualTo(expected.Headers.GetValues("X-Total-Count")));
            Assert.That(found.Json.GetProperty("total").GetInt32(), Is.EqualTo(NamesOf(expected).Count()));
        });
    }
}
