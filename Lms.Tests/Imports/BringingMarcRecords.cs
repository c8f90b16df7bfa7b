using System.Text;
using Lms.Infrastructure.Catalog.Marc;

namespace Lms.Tests.Imports;

public sealed class BringingMarcRecords : ImportTest
{
    private static readonly byte[] Frankenstein = Iso2709Writer.Write(Catalog.Marc.Records.Frankenstein);

    [Test]
    public async Task A_record_comes_back_byte_by_byte_as_it_was()
    {
        var import = await BringMarcAsync(Frankenstein);

        Assert.That(CountsOf(import), Is.EqualTo((1, 0, 0, 0)), import.Text);
        var book = await BookAsync("Frankenstein");
        Assert.That(book.GetProperty("author").GetString(), Is.EqualTo("Shelley, Mary Wollstonecraft"));
        Assert.That(book.GetProperty("publishedYear").GetInt32(), Is.EqualTo(1818));
        Assert.That(book.GetProperty("copiesTotal").GetInt32(), Is.EqualTo(1));
        var record = await AsMarcAsync(book.GetProperty("id").GetInt32());
        Assert.That(record.MediaType, Is.EqualTo("application/marc"));
        Assert.That(Bytes(record), Is.EqualTo(Frankenstein));
        Assert.That(Bytes(await ExportAsync("marc")), Is.EqualTo(Frankenstein));
    }

    [Test]
    public async Task What_was_changed_since_is_in_the_record_and_all_else_as_it_was()
    {
        await BringMarcAsync(Frankenstein);
        var id = (await BookAsync("Frankenstein")).GetProperty("id").GetInt32();

        (await Library.Librarian.PatchAsync($"/books/{id}", new { publisher = "Lackington", subjects = new[] { "Monsters" } })).Expect(HttpStatusCode.OK);

        var record = Iso2709Record.Read(1, Bytes(await AsMarcAsync(id))).Record!;
        Assert.That(record.First("264")!['b'], Is.EqualTo("Lackington,"));
        Assert.That(record.All("650", "653").Select(field => field['a']), Is.EqualTo(["Monsters"]));
        Assert.That(record.First("245")!['c'], Is.EqualTo("Mary Shelley – édition « intégrale »."));
        Assert.That(record.First("100")!['d'], Is.EqualTo("1797-1851,"));
    }

    [Test]
    public async Task A_book_that_was_catalogued_here_goes_out_as_a_record_and_comes_in_as_the_same_book()
    {
        var created = await Library.Librarian.PostAsync("/books", new
        {
            title = "The Trial",
            subtitle = "a novel",
            author = "Kafka, Franz",
            isbn = "9780805209990",
            publisher = "Schocken",
            publishedYear = 1998,
            language = "de",
            pageCount = 276,
            series = "Classics",
            genre = "Fiction",
            subjects = new[] { "Law", "Guilt" },
            description = "Somebody must have slandered Josef K.",
            classification = "833.912",
            edition = "New edition",
            copies = 0,
            contributors = new object[] { new { name = "Kafka, Franz", role = "author", otherNames = new[] { "卡夫卡" } }, new { name = "Mitchell, Breon", role = "translator" } },
            otherTitles = new object[] { new { title = "Der Prozess", kind = "uniform" }, new { title = "The law suit" } },
            otherLanguages = new[] { "en" },
            originalLanguage = "ger",
        });
        var before = created.Expect(HttpStatusCode.Created).Json;
        var xml = await Library.Librarian.SendAsync(HttpMethod.Get, $"/books/{created.Id}", null, ("Accept", "application/marcxml+xml"));
        (await Library.Librarian.DeleteAsync($"/books/{created.Id}")).Expect(HttpStatusCode.NoContent);

        var import = await EndOfAsync(await SendAsync(xml.Text, "?copies=0", "application/marcxml+xml"));

        Assert.That(CountsOf(import), Is.EqualTo((1, 0, 0, 0)), import.Text);
        var after = await BookAsync("Trial");
        foreach (var member in before.EnumerateObject().Where(member => member.Name is not ("id" or "createdAt" or "updatedAt")))
            Assert.That(after.GetProperty(member.Name).ToString(), Is.EqualTo(member.Value.ToString()), member.Name);
        Assert.That(await Library.ScalarAsync<string>("SELECT sort_title FROM books"), Is.EqualTo("trial"));
    }

    [Test]
    public async Task A_file_comes_in_once_however_often_it_is_brought()
    {
        await BringMarcAsync(Frankenstein);
        var again = await BringMarcAsync(Frankenstein);
        var changed = Catalog.Marc.Records.Frankenstein with { Fields = [.. Catalog.Marc.Records.Frankenstein.Fields.Where(field => field.Tag != "020"), new DataField("500", ' ', ' ', [new('a', "A note.")])] };
        var kept = await BringMarcAsync(Iso2709Writer.Write(changed));
        var replaced = await BringMarcAsync(Iso2709Writer.Write(changed), "?mode=upsert");

        Assert.That(CountsOf(again), Is.EqualTo((0, 0, 1, 0)));
        Assert.That(await ErrorsOfAsync(again), Has.One.EndsWith("has the same control number."));
        Assert.That(CountsOf(kept), Is.EqualTo((0, 0, 1, 0)), "the control number is the same, though the ISBN is gone");
        Assert.That(CountsOf(replaced), Is.EqualTo((0, 1, 0, 0)));
        var record = Iso2709Record.Read(1, Bytes(await ExportAsync("marc"))).Record!;
        Assert.That(record.First("500")!['a'], Is.EqualTo("A note."));
        Assert.That(record.First("020")!['a'], Is.EqualTo("9780199537150"), "where the record says nothing, the catalogue's stays");
    }

    [Test]
    public async Task Records_without_numbers_meet_by_title_author_and_year_in_whatever_form_they_come()
    {
        await BringAsync("title,author,year\nDer Prozess,\"Kafka, Franz\",1925\n");
        var record = new MarcRecord(Leader.OfBook, [new ControlField("008", "260302s1925    gw            000 1 ger d"), new DataField("100", '1', ' ', [new('a', "Kafka, Franz.")]), new DataField("245", '1', '4', [new('a', "Der Prozess.")])]);

        Assert.That(CountsOf(await BringMarcAsync(Iso2709Writer.Write(record))), Is.EqualTo((0, 0, 1, 0)));
    }

    [Test]
    public async Task A_translation_is_an_edition_of_what_its_uniform_title_names()
    {
        DataField Kafka() => new("100", '1', ' ', [new('a', "Kafka, Franz.")]);
        var original = new MarcRecord(Leader.OfBook, [new ControlField("008", "260302s1925    gw            000 1 ger d"), Kafka(), new DataField("245", '1', '4', [new('a', "Der Prozess.")])]);
        var translation = new MarcRecord(Leader.OfBook, [new ControlField("008", "260302s1937    xxk           000 1 eng d"), Kafka(), new DataField("240", '1', '0', [new('a', "Prozess."), new('l', "English")]), new DataField("245", '1', '4', [new('a', "The trial.")])]);
        await BringMarcAsync([.. Iso2709Writer.Write(original), .. Iso2709Writer.Write(translation)]);
        var trial = (await Library.Stranger.GetAsync("/books?title=trial")).Json[0].GetProperty("id").GetInt32();

        var editions = (await Library.Stranger.GetAsync($"/books/{trial}/editions")).Json;

        Assert.That(editions.EnumerateArray().Select(book => book.GetProperty("title").GetString()), Is.EqualTo(["Der Prozess"]));
    }

    [Test]
    public async Task Holdings_are_copies_and_a_branch_that_is_not_here_keeps_none_out()
    {
        var record = Catalog.Marc.Records.Frankenstein with
        {
            Fields = [.. Catalog.Marc.Records.Frankenstein.Fields, new DataField("952", ' ', ' ', [new('a', "MAIN"), new('p', "K1"), new('o', "FIC SHE")]), new DataField("952", ' ', ' ', [new('a', "CPL"), new('p', "K2")])],
        };

        var import = await BringMarcAsync(Iso2709Writer.Write(record));

        Assert.That(CountsOf(import), Is.EqualTo((1, 0, 0, 0)), import.Text);
        Assert.That(await ErrorsOfAsync(import, "?kind=incomplete"), Is.EqualTo(["1: There is no branch 'CPL'; the default branch has the copy."]));
        Assert.That(await Library.ScalarAsync<string[]>("SELECT array_agg(barcode || ' ' || coalesce(call_number, '') ORDER BY barcode) FROM copies"), Is.EqualTo(["K1 FIC SHE", "K2 "]));
    }

    [Test]
    public async Task A_broken_record_is_named_and_the_rest_goes_in()
    {
        var other = Iso2709Writer.Write(Catalog.Marc.Records.Frankenstein with { Fields = [new DataField("245", '1', '0', [new('a', "Emma")])] });

        var import = await BringMarcAsync([.. Frankenstein, .. "<html>oops</html>\u001d"u8, .. other, .. Frankenstein[..100]]);

        Assert.That(CountsOf(import), Is.EqualTo((2, 0, 0, 2)), import.Text);
        Assert.That(await ErrorsOfAsync(import), Is.EqualTo(["2: It has 17 bytes; its leader alone would have 24.", $"4: The file ends within it: its leader says {Frankenstein.Length} bytes, and there are 100."]));
    }

    [Test]
    public async Task A_dry_run_says_what_would_happen_and_changes_nothing()
    {
        await BringMarcAsync(Frankenstein);
        var before = await Library.ScalarAsync<string>("SELECT max(xmin::text) FROM books");
        var emma = Iso2709Writer.Write(Catalog.Marc.Records.Frankenstein with { Fields = [new DataField("245", '1', '0', [new('a', "Emma")])] });
        byte[] file = [.. Frankenstein, .. emma, .. Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("x\u001d", 1100))), .. emma];

        var dry = await BringMarcAsync(file, "?mode=upsert&dryRun=true");

        Assert.That(await Library.ScalarAsync<long>("SELECT count(*) FROM books"), Is.EqualTo(1));
        Assert.That(await Library.ScalarAsync<string>("SELECT max(xmin::text) FROM books"), Is.EqualTo(before));
        Assert.That(await Library.ScalarAsync<long>("SELECT count(*) FROM import_previews"), Is.Zero);
        Assert.That(CountsOf(dry), Is.EqualTo((1, 2, 0, 1100)), "the last record meets one that an earlier batch would have made");
        Assert.That(CountsOf(await BringMarcAsync(file, "?mode=upsert")), Is.EqualTo(CountsOf(dry)));
    }

    [Test]
    public async Task A_whole_import_is_undone()
    {
        var id = (await Library.Librarian.PostAsync("/books", new { title = "Frankenstein", author = "Mary Shelley", isbn = "9780199537150", copies = 1, minimumAge = 12 })).Id;
        var before = (await Library.Librarian.GetAsync($"/books/{id}")).Json;
        var emma = Iso2709Writer.Write(Catalog.Marc.Records.Frankenstein with { Fields = [new DataField("245", '1', '0', [new('a', "Emma")])] });
        var import = await BringMarcAsync([.. Frankenstein, .. emma], "?mode=upsert");
        Assert.That(CountsOf(import), Is.EqualTo((1, 1, 0, 0)), import.Text);

        var undone = (await Library.Librarian.PostAsync($"/imports/{import.Id}/undo")).Expect(HttpStatusCode.OK);

        Assert.That(undone["undoneAt"], Is.Not.Empty);
        var after = (await Library.Librarian.GetAsync($"/books/{id}")).Json;
        foreach (var member in before.EnumerateObject().Where(member => member.Name != "updatedAt"))
            Assert.That(after.GetProperty(member.Name).ToString(), Is.EqualTo(member.Value.ToString()), member.Name);
        Assert.That(await Library.ScalarAsync<long>("SELECT count(*) FROM books"), Is.EqualTo(1));
        Assert.That(await Library.ScalarAsync<long>("SELECT count(*) FROM copies"), Is.EqualTo(1));
        Assert.That(await Library.ScalarAsync<long>("SELECT count(*) FROM marc_records"), Is.Zero);
        var again = await Library.Librarian.PostAsync($"/imports/{import.Id}/undo");
        Assert.That(again.Expect(HttpStatusCode.Conflict).Blocks, Is.EqualTo(["import-undone"]));
    }

    [Test]
    public async Task An_import_whose_books_were_lent_is_not_undone()
    {
        var import = await BringMarcAsync(Frankenstein);
        var barcode = await Library.ScalarAsync<string>("SELECT barcode FROM copies");
        (await Library.Librarian.PostAsync("/loans", new { copyBarcode = barcode, userId = Library.Member.Id })).Expect(HttpStatusCode.Created);
        (await Library.Librarian.PostAsync("/returns", new { copyBarcode = barcode })).Expect(HttpStatusCode.OK);

        var refused = await Library.Librarian.PostAsync($"/imports/{import.Id}/undo");

        Assert.That((refused.Status, refused.Code), Is.EqualTo((HttpStatusCode.Conflict, "import-has-history")));
        Assert.That(await Library.ScalarAsync<long>("SELECT count(*) FROM books"), Is.EqualTo(1));
    }

    [Test]
    public async Task What_was_changed_after_an_import_outlives_its_undoing()
    {
        await BringMarcAsync(Frankenstein);
        var import = await BringMarcAsync(Frankenstein, "?mode=upsert");
        var id = (await BookAsync("Frankenstein")).GetProperty("id").GetInt32();
        Library.Clock.Advance(TimeSpan.FromMinutes(1));
        (await Library.Librarian.PatchAsync($"/books/{id}", new { genre = "Horror" })).Expect(HttpStatusCode.OK);

        (await Library.Librarian.PostAsync($"/imports/{import.Id}/undo")).Expect(HttpStatusCode.OK);

        Assert.That((await Library.Librarian.GetAsync($"/books/{id}"))["genre"], Is.EqualTo("Horror"));
    }

    [Test]
    public async Task The_catalogue_goes_out_as_a_table_that_comes_in_again()
    {
        await BringAsync("title,author,isbn,year,subjects,barcode\n\"Emma, a novel\",Jane Austen,9780141439587,1815,Love; Marriage,B1;B2\n=1+1,Nobody,,,,\n");
        var csv = await ExportAsync("csv");
        await Library.ReopenAsync();

        var import = await BringAsync(csv.Text);

        Assert.That(csv.MediaType, Is.EqualTo("text/csv"));
        Assert.That(CountsOf(import), Is.EqualTo((2, 0, 0, 0)), import.Text);
        Assert.That((await ExportAsync("csv")).Text, Is.EqualTo(csv.Text));
    }

    [Test]
    public async Task The_catalogue_goes_out_a_book_a_line_and_as_a_collection()
    {
        await BringAsync("title,author,barcode\n" + string.Concat(Enumerable.Range(1, 1200).Select(number => $"Title {number},Author {number},B{number}\n")));

        var lines = (await ExportAsync("ndjson")).Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => System.Text.Json.JsonDocument.Parse(line).RootElement).ToList();
        var records = await Catalog.Marc.Records.ReadXmlAsync((await ExportAsync("marcxml")).Text);

        Assert.That(lines.Select(line => line.GetProperty("title").GetString()), Is.EqualTo(Enumerable.Range(1, 1200).Select(number => $"Title {number}")));
        Assert.That(lines[0].GetProperty("copies")[0].GetProperty("barcode").GetString(), Is.EqualTo("B1"));
        Assert.That(records[0].Record!.First("852")!.Subfields, Is.EqualTo([new Subfield('b', "MAIN"), new Subfield('p', "B1")]));
        Assert.That(records.Select(reading => reading.Record!.First("245")!['a']), Is.EqualTo(Enumerable.Range(1, 1200).Select(number => $"Title {number}")));
    }

    [Test]
    public async Task A_crash_in_the_middle_of_a_file_loses_and_doubles_nothing()
    {
        var file = Enumerable.Range(1, 2500).SelectMany(number => Iso2709Writer.Write(new MarcRecord(Leader.OfBook, [new ControlField("001", $"n{number}"), new DataField("245", '0', '0', [new('a', $"Title {number}")])]))).ToArray();
        var received = await SendAsync(file, "?copies=0", "application/marc");
        while (await Library.ScalarAsync<int>("SELECT processed FROM imports") == 0)
            await Task.Delay(1);

        // The session that holds the import is the worker's; another takes over when it is gone.
        await Library.ScalarAsync<bool>($"SELECT coalesce(bool_or(pg_terminate_backend(pid)), false) FROM pg_locks WHERE locktype = 'advisory' AND objid = {received.Id} AND objsubid = 2 AND database = (SELECT oid FROM pg_database WHERE datname = current_database())");
        var import = await EndOfAsync(received);

        Assert.That(CountsOf(import), Is.EqualTo((2500, 0, 0, 0)), import.Text);
        Assert.That(await Library.ScalarAsync<long>("SELECT count(DISTINCT control_number) FROM marc_records"), Is.EqualTo(2500));
        Assert.That(await Library.ScalarAsync<long>("SELECT count(*) FROM books"), Is.EqualTo(2500));
    }

    [TestCase("test_data.utf8.mrc", 30, 30)]
    [TestCase("hebrew880s.marc", 1, 1)]
    [TestCase("one-marc8.mrc", 1, 1)]
    [TestCase("escaped_character_reference.marc8.marc", 1, 0)]
    [TestCase("bad_subfield_code.marc", 1, 1)]
    [TestCase("bad_utf_byte.utf8.marc", 1, 0)]
    [TestCase("emptyish_record.marc", 1, 1)]
    public async Task Whatever_real_file_comes_in_each_record_is_counted_and_what_goes_out_comes_in_as_what_is_there(string name, int records, int catalogued)
    {
        var file = await Catalog.Marc.ReadingRealMarcRecords.FileAsync(name);
        var read = await Catalog.Marc.Records.ReadAsync(file);

        var import = await BringMarcAsync(file);

        var counts = CountsOf(import);
        Assert.That(counts.Created + counts.Updated + counts.Skipped + counts.Failed, Is.EqualTo(records), import.Text);
        Assert.That(counts.Created, Is.EqualTo(catalogued), string.Join('\n', await ErrorsOfAsync(import)));
        Assert.That(counts.Failed, Is.EqualTo(records - catalogued));
        if (catalogued == 0)
        {
            Assert.That((await ErrorsOfAsync(import)).Single(), Does.StartWith("1: It has no title"));
            return;
        }

        var marc = await ExportAsync("marc");
        var xml = await ExportAsync("marcxml");
        Assert.That(Bytes(marc), Is.EqualTo(read.SelectMany(reading => reading.Original ?? Iso2709Writer.Write(reading.Record!))));
        Assert.That((await Catalog.Marc.Records.ReadXmlAsync(xml.Text)).SelectMany(reading => Iso2709Writer.Write(reading.Record!)), Is.EqualTo(Bytes(marc)));
        var before = await PrintAsync();
        Assert.That(CountsOf(await BringMarcAsync(Bytes(marc), "?mode=upsert")).Failed, Is.Zero);
        Assert.That(CountsOf(await EndOfAsync(await SendAsync(xml.Text, "?mode=upsert", "application/marcxml+xml"))).Created, Is.Zero);
        Assert.That(await PrintAsync(), Is.EqualTo(before));
        Assert.That(Bytes(await ExportAsync("marc")), Is.EqualTo(Bytes(marc)));
    }

    [Test]
    public async Task What_kept_records_say_of_other_titles_and_names_is_read_once_where_they_came_in_before_it_was()
    {
        var record = Catalog.Marc.CataloguingFromMarc.Read("001 old-1", "008 260302s1997    enk           000 1 eng d", "041 1# $a eng $a ger $h chi", "100 1# $6 880-01 $a Mai, Jia.", "240 10 $a Jie mi.", "245 10 $6 880-02 $a Decoded.", "246 1# $a The decoded",
            "880 1# $6 100-01/$1 $a 麦家.", "880 10 $6 245-02/$1 $a 解密");
        var file = Iso2709Writer.Write(record);
        await BringMarcAsync(file);
        var now = await BookAsync("Decoded");
        var id = now.GetProperty("id").GetInt32();
        // As the version before left it.
        await Library.ScalarAsync<int>($$"""
            WITH older AS (UPDATE marc_records SET forms_read = false),
            book AS (UPDATE books SET other_titles = '[]', other_languages = '{}', original_language = NULL, contributors = '[{"Name": "Mai, Jia", "Role": "author"}]' WHERE id = {{id}} RETURNING id) SELECT id FROM book
            """);
        Assert.That((await Library.Stranger.GetAsync("/search?q=麦家")).Json.GetProperty("items").GetArrayLength(), Is.Zero);

        var done = (await Library.DoChoresAsync())["read other titles, names and languages in kept records"];

        Assert.That(done, Is.EqualTo(1));
        var after = await BookAsync("Decoded");
        foreach (var member in now.EnumerateObject())
            Assert.That(after.GetProperty(member.Name).ToString(), Is.EqualTo(member.Value.ToString()), member.Name);
        Assert.That((await Library.Stranger.GetAsync("/search?q=麦家")).Json.GetProperty("items").GetArrayLength(), Is.EqualTo(1));
        Assert.That(Bytes(await AsMarcAsync(id)), Is.EqualTo(file));
        (await Library.Librarian.PatchAsync($"/books/{id}", new { otherTitles = Array.Empty<object>() })).Expect(HttpStatusCode.OK);
        Assert.That((await Library.DoChoresAsync())["read other titles, names and languages in kept records"], Is.Zero, "what somebody takes out stays out");
    }

    [Test]
    public async Task A_charset_and_columns_are_refused_where_they_mean_nothing()
    {
        Assert.That((await SendAsync(Frankenstein, "", "application/marc; charset=klingon")).Errors, Is.EqualTo(["Content-Type"]));
        Assert.That((await SendAsync(Frankenstein, "?columns=title=A", "application/marc")).Errors, Is.EqualTo(["columns"]));
    }

    /// <summary>All that the catalogue says, but when.</summary>
    private Task<string> PrintAsync() => Library.ScalarAsync<string>("SELECT coalesce(string_agg((to_jsonb(books) - 'updated_at' - 'import_id')::text, chr(10) ORDER BY id), '') FROM books");

    private async Task<Reply> BringMarcAsync(byte[] file, string query = "") => await EndOfAsync(await SendAsync(file, query, "application/marc"));

    private Task<Reply> AsMarcAsync(int id) => Library.Stranger.SendAsync(HttpMethod.Get, $"/books/{id}", null, ("Accept", "application/marc"));

    private async Task<Reply> ExportAsync(string format) => (await Library.Librarian.GetAsync($"/exports/books?format={format}")).Expect(HttpStatusCode.OK);

    private static byte[] Bytes(Reply reply) => Encoding.UTF8.GetBytes(reply.Expect(HttpStatusCode.OK).Text);
}
