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

    [Test]
    public async Task Of_several_records_the_first_named_describes_a_survivor_without_one_and_the_others_are_known_too()
    {
        var survivor = (await Library.Librarian.PostAsync("/books", new { title = "Frankenstein", author = "Mary Shelley" })).Id;
        var (one, other) = (Numbered("n1", "Frankenstein, the monster"), Numbered("n2", "The modern Prometheus"));
        await BringAsync(one, other);
        var ids = await IdsAsync();
        (await Library.Librarian.PostAsync($"/books/{survivor}/merge", new { bookIds = new[] { ids[2], ids[1] } })).Expect(HttpStatusCode.OK);

        var again = await BringAsync("?mode=upsert", one, other);

        Assert.That((CountsOf(again), (await ErrorsOfAsync(again)).Single()), Is.EqualTo(((0, 1, 1, 0), $"1: The catalogue has it: book {survivor} has the same control number as a book that was merged into it.")));
    }

    [Test]
    public async Task A_record_that_came_by_a_merge_stays_where_an_earlier_import_is_taken_back()
    {
        await EndOfAsync(await SendAsync("title,author,isbn\nThe Modern Prometheus,Mary Shelley,9780141439471\n"));
        var changing = await EndOfAsync(await SendAsync("title,author,isbn,genre\nThe Modern Prometheus,Mary Shelley,9780141439471,Horror\n", "?mode=upsert"));
        var record = Numbered("n1", "The Modern Prometheus");
        await BringAsync(record);
        var ids = await IdsAsync();
        await MergeAsync(ids[0], ids[1]);

        (await Library.Librarian.PostAsync($"/imports/{changing.Id}/undo")).Expect(HttpStatusCode.OK);

        Assert.That((CountsOf(await BringAsync(record)), await IdsAsync()), Is.EqualTo(((0, 0, 1, 0), new[] { ids[0] })));
        Assert.That(await Library.ScalarAsync<string>($"SELECT control_number FROM marc_records WHERE book_id = {ids[0]}"), Is.EqualTo("n1"));
    }

    [Test, CancelAfter(30_000)]
    public async Task A_copy_that_comes_while_its_book_is_merged_is_the_survivors([Values("create", "upsert")] string mode)
    {
        var (first, second) = (Numbered("n1", "Frankenstein"), Numbered("n2", "Frankenstein, the monster"));
        await BringAsync(first, second);
        var ids = await IdsAsync();
        var writes = await Library.HoldBackWritesToAsync("merged_books");
        var merge = Library.Librarian.PostAsync($"/books/{ids[0]}/merge", new { bookIds = new[] { ids[1] } });
        await writes.WaitForAsync(waiting: 1);
        var import = BringAsync($"?mode={mode}", second with { Fields = [.. second.Fields, new DataField("852", ' ', ' ', [new('p', "COPY-1")])] });
        await writes.ReleaseOnceAsync(waiting: 2);
        await writes.DisposeAsync();
        (await merge).Expect(HttpStatusCode.OK);

        Assert.That(CountsOf(await import), Is.EqualTo((0, 1, 0, 0)), (await import).Text);
        Assert.That((await Library.Librarian.GetAsync("/copies?barcode=COPY-1")).Json[0].GetProperty("bookId").GetInt32(), Is.EqualTo(ids[0]));
        Assert.That((await Library.Librarian.GetAsync($"/books/{ids[0]}"))["title"], Is.EqualTo("Frankenstein"));
    }

    [Test]
    public async Task Copies_that_came_without_a_record_go_out_with_that_of_their_book_and_come_in_again()
    {
        var survivor = (await Library.Librarian.PostAsync("/books", new { title = "Frankenstein", author = "Mary Shelley", copies = 0 })).Id;
        (await Library.Librarian.PostAsync($"/books/{survivor}/copies", new { barcode = "OWN-1", callNumber = "823.7 SHE" })).Expect(HttpStatusCode.Created);
        await BringAsync(Numbered("n1", "Frankenstein, the monster") with { Fields = [new ControlField("001", "n1"), new DataField("245", '1', '0', [new('a', "Frankenstein, the monster")]), new DataField("952", ' ', ' ', [new('a', "MAIN"), new('b', "MAIN"), new('p', "ITEM-1")])] });
        await MergeAsync(survivor, (await IdsAsync()).Last());

        var file = await Library.Librarian.Http.GetByteArrayAsync($"/books/{survivor}?format=marc");

        Assert.That((await ReadOneAsync(file)).Record!.All("952").Select(item => $"{item['a']} {item['o']} {item['p']}"), Is.EqualTo(["MAIN  ITEM-1", "MAIN 823.7 SHE OWN-1"]));
        Assert.That(CountsOf(await EndOfAsync(await SendAsync(file, "", "application/marc"))), Is.EqualTo((0, 0, 1, 0)));
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
