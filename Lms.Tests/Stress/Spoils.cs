namespace Lms.Tests.Stress;

/// <summary>What clients fight over.</summary>
/// <param name="Barcodes">The copies.</param>
/// <param name="Books">Their books.</param>
/// <param name="Users">Who borrows, waits and pays.</param>
/// <param name="Branches">Where.</param>
public sealed record Spoils(IReadOnlyList<string> Barcodes, IReadOnlyList<int> Books, IReadOnlyList<int> Users, IReadOnlyList<int> Branches)
{
    private const int Count = 5;

    /// <summary>Puts ten copies of five books on the shelves of two branches, for five users who may have three of them. The library forgets returned loans as soon as it can.</summary>
    public static async Task<Spoils> LayOutAsync(Visitor admin)
    {
        var rule = (await admin.GetAsync("/circulation-rules")).Json[0].GetProperty("id");
        (await admin.PatchAsync($"/circulation-rules/{rule}", new { maxLoans = 3, renewals = 1000, fineRate = 0.10 })).Expect(HttpStatusCode.OK);
        (await admin.PatchAsync("/settings", new { undoMinutes = 0, anonymiseAfterDays = 0 })).Expect(HttpStatusCode.OK);
        var home = (await admin.GetAsync("/branches")).Json[0].GetProperty("id").GetInt32();
        var away = (await admin.PostAsync("/branches", new { code = "FIGHT", name = "Fighters' corner", timeZone = "UTC" })).Expect(HttpStatusCode.Created).Id;
        var (barcodes, books, users) = (new List<string>(), new List<int>(), new List<int>());
        for (var index = 0; index < Count; index++)
        {
            books.Add((await admin.PostAsync("/books", new { title = $"Contended {index}", author = "Mary Shelley", copies = 2 })).Expect(HttpStatusCode.Created).Id);
            barcodes.AddRange((await admin.GetAsync($"/books/{books[^1]}/copies")).Json.EnumerateArray().Select(copy => copy.GetProperty("barcode").GetString()!));
            users.Add((await admin.PostAsync("/users", new { username = $"fighter{index}", password = "fighter123", role = "member", email = $"fighter{index}@example.org" })).Expect(HttpStatusCode.Created).Id);
        }

        return new Spoils(barcodes, books, users, [home, away]);
    }
}
