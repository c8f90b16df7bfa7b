using Lms.Infrastructure.Catalog.Marc;
using static Lms.Tests.Catalog.Marc.Records;

namespace Lms.Tests.Imports;

public sealed class BringingWhatWasMerged : ImportTest
{
    [Test]
    public async Task A_book_without_a_record_gets_that_of_the_one_that_becomes_part_of_it()
    {
        var survivor = (await Library.Librarian.PostAsync("/books", new { title = "The Modern Prometheus", author = "Mary Shelley" })).Id;
        await BringAsync(Frankenstein);
        await MergeAsync(survivor, (await BookAsync("Frankenstein")).GetProperty("id").GetInt32(), "The Modern");

        var again = await BringAsync(Frankenstein);

        Assert.That((CountsOf(again), (await ErrorsOfAsync(again)).Single()), Is.EqualTo(((0, 0, 1, 0), $"1: The catalogue has it: book {survivor} has the same control number.")));
        var record = (await ReadOneAsync(await Library.Librarian.Http.GetByteArrayAsync($"/books/{survivor}?format=marc"))).Record!;
        Assert.That((record.ControlNumber, record.First("650")!['v'], record.First("245")!['a']), Is.EqualTo(("(XyLms)frank-1818", "Fiction.", "The Modern Prometheus /")));
    }

    [Test]
    public async Task A_record_of_a_merged_book_makes_no_book_again_and_describes_none()
    {
        var (first, second, third) = (Numbered("n1", "Frankenstein"), Numbered("n2", "Frankenstein, the monster"), Numbered("n3", "The modern Prometheus"));
        await BringAsync(first, second, third);
        var ids = await IdsAsync();
        await MergeAsync(ids[1], ids[2]);
        await MergeAsync(ids[0], ids[1]);

        var (created, updated, tried) = (await BringAsync(first, second, third), await BringAsync("?mode=upsert", first, second, third), await BringAsync("?mode=upsert&dryRun=true", third));

        Assert.That((CountsOf(created), CountsOf(updated), CountsOf(tried)), Is.EqualTo(((0, 0, 3, 0), (0, 1, 2, 0), (0, 0, 1, 0))));
        Assert.That(await ErrorsOfAsync(updated), Is.EqualTo(new[] { 2, 3 }.Select(number => $"{number}: The catalogue has it: book {ids[0]} has the same control number as a book that was merged into it.")));
        Assert.That(await IdsAsync(), Is.EqualTo([ids[0]]));
        Assert.That((await Library.Librarian.GetAsync($"/books/{ids[0]}"))["title"], Is.EqualTo("Frankenstein"));
    }

    [Test]
    public async Task A_copy_that_such_a_record_brings_is_the_survivors()
    {
        var (first, second) = (Numbered("n1", "Frankenstein"), Numbered("n2", "Frankenstein, the monster"));
        await BringAsync(first, second);
        var ids = await IdsAsync();
        await MergeAsync(ids[0], ids[1]);

        var import = await BringAsync(second with { Fields = [.. second.Fields, new DataField("852", ' ', ' ', [new('p', "COPY-1")])] });

        Assert.That(CountsOf(import), Is.EqualTo((0, 1, 0, 0)), import.Text);
        Assert.That((await Library.Librarian.GetAsync("/copies?barcode=COPY-1")).Json[0].GetProperty("bookId").GetInt32(), Is.EqualTo(ids[0]));
    }

    private static MarcRecord Numbered(string number, string title) =>
        new(Leader.OfBook, [new ControlField("001", number), new DataField("245", '1', '0', [new('a', title)])]);

    private Task<Reply> BringAsync(params MarcRecord[] records) => BringAsync("", records);

    private async Task<Reply> BringAsync(string query, params MarcRecord[] records) =>
        await EndOfAsync(await SendAsync(Join([.. records.Select(Iso2709Writer.Write)]), query, "application/marc"));

    private async Task<int[]> IdsAsync() => [.. (await Library.Librarian.GetAsync("/books")).Json.EnumerateArray().Select(book => book.GetProperty("id").GetInt32()).Order()];

    private async Task MergeAsync(int survivor, int gone, string? title = null) =>
        Assert.That((await Library.Librarian.PostAsync($"/books/{survivor}/merge", new { bookIds = new[] { gone } })).Expect(HttpStatusCode.OK)["title"], title is null ? Is.Not.Null : Does.StartWith(title));
}
