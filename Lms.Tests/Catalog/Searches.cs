using System.Text.Json;

namespace Lms.Tests.Catalog;

/// <summary>What tests of the search ask a library, and what they look at in its answers.</summary>
internal static class Searches
{
    public static async Task<Reply> SearchAsync(this Library library, string query) => (await library.Stranger.GetAsync($"/search?{query}")).Expect(HttpStatusCode.OK);

    public static async Task CatalogueAsync(this Library library, object book) => (await library.Librarian.PostAsync("/books", book)).Expect(HttpStatusCode.Created);

    public static IEnumerable<string> TitlesOf(Reply found) => NamesIn(found.Json.GetProperty("items"));

    public static IEnumerable<int> IdsOf(Reply found) => found.Json.GetProperty("items").EnumerateArray().Select(book => book.GetProperty("id").GetInt32());

    public static IEnumerable<string> NamesOf(Reply list) => NamesIn(list.Json);

    public static IEnumerable<string> CountsOf(JsonElement facets, string name) =>
        facets.GetProperty(name).EnumerateArray().Select(value => $"{value.GetProperty("value").GetString()} {value.GetProperty("count")}");

    private static IEnumerable<string> NamesIn(JsonElement books) => books.EnumerateArray().Select(book => book.GetProperty("title").GetString()!);
}
