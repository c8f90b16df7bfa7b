using System.Text;
using System.Text.Json;

namespace Lms.Tests.Imports;

public sealed class BringingACatalogue : ImportTest
{
    [Test]
    public async Task Takes_in_ten_thousand_real_titles_and_doubles_none()
    {
        var file = await File.ReadAllBytesAsync(Goodbooks());

        var first = await EndOfAsync(await SendAsync(file));
        var again = await EndOfAsync(await SendAsync(file));

        Assert.That(CountsOf(first), Is.EqualTo((10_000, 0, 0, 0)), first.Text);
        Assert.That(CountsOf(again), Is.EqualTo((0, 0, 10_000, 0)), again.Text);
        Assert.That(await Library.ScalarAsync<long>("SELECT count(*) FROM books"), Is.EqualTo(10_000));
        Assert.That(await Library.ScalarAsync<long>("SELECT count(*) FROM copies"), Is.EqualTo(10_000));
        Assert.That(await Library.ScalarAsync<long>("SELECT count(*) FROM import_files"), Is.Zero);
        Assert.That(await Library.ScalarAsync<int>("SELECT published_year FROM books WHERE title = 'The Iliad'"), Is.EqualTo(-750));
    }

    [Test]
    public async Task Reads_a_book_as_the_file_has_it()
    {
        await BringAsync("title,author,isbn,year,genre,subjects,language,pages,publisher,description\n\"Angels & Demons  (Robert Langdon, #1)\",\"Dan Brown\",1416524797,2000.0,Thriller,Rome; Secret societies,en-CA,\"616 p.\",Pocket,\"=cmd|' /C calc'!A0\nsecond line\"\n");

        var book = await BookAsync("Angels");
        Assert.That(book.GetProperty("title").GetString(), Is.EqualTo("Angels & Demons"));
        Assert.That(book.GetProperty("series").GetString(), Is.EqualTo("Robert Langdon, #1"));
        Assert.That(book.GetProperty("isbn").GetString(), Is.EqualTo("1416524797"));
        Assert.That(book.GetProperty("publishedYear").GetInt32(), Is.EqualTo(2000));
        Assert.That(book.GetProperty("subjects").EnumerateArray().Select(subject => subject.GetString()), Is.EqualTo(["Rome", "Secret societies"]));
        Assert.That(book.GetProperty("language").GetString(), Is.EqualTo("en"));
        Assert.That(book.GetProperty("pageCount").GetInt32(), Is.EqualTo(616));
        Assert.That(book.GetProperty("description").GetString(), Is.EqualTo("=cmd|' /C calc'!A0\nsecond line"), "a formula is text");
        Assert.That(book.GetProperty("contributors")[0].GetProperty("name").GetString(), Is.EqualTo("Dan Brown"));
        Assert.That(book.GetProperty("copiesAvailable").GetInt32(), Is.EqualTo(1));
    }

    [TestCase("title;author\nDer Prozess;Franz Kafka\n")]
    [TestCase("title\tauthor\nDer Prozess\tFranz Kafka\n")]
    [TestCase("\uFEFFTitel,Verfasser\r\nDer Prozess,Franz Kafka\r\n\r\n,\r\n")]
    [TestCase("sep=;\nTITLE;\"Author\"\nDer Prozess;Franz Kafka")]
    [TestCase("Book Title|Main Author\nDer Prozess|Franz Kafka")]
    public async Task Knows_the_usual_shapes(string csv)
    {
        Assert.That(CountsOf(await BringAsync(csv)), Is.EqualTo((1, 0, 0, 0)));
        Assert.That((await BookAsync("Prozess")).GetProperty("author").GetString(), Is.EqualTo("Franz Kafka"));
    }

    [Test]
    public async Task Takes_columns_for_what_somebody_says_they_are()
    {
        var import = await BringAsync("A,\"B, C\",title\nDer Prozess,Franz Kafka,Dr.\n", "?columns=title=A,author=%22B,%20C%22");

        Assert.That(CountsOf(import), Is.EqualTo((1, 0, 0, 0)), import.Text);
        Assert.That((await BookAsync("Prozess")).GetProperty("author").GetString(), Is.EqualTo("Franz Kafka"));
        Assert.That(import["columnsRead"], Does.Contain("author from 'B, C'").And.Contain("not read: 'title'"));
    }

    [Test]
    public async Task Reads_other_encodings_where_they_are_named()
    {
        var latin = Encoding.Latin1.GetBytes("title,author\nLes Misérables,Victor Hugo\nGermania,Tacitus\n");

        var unnamed = await EndOfAsync(await SendAsync(latin));
        var named = await EndOfAsync(await SendAsync(latin, "", "text/csv; charset=windows-1252"));

        Assert.That(CountsOf(unnamed), Is.EqualTo((1, 0, 0, 1)));
        Assert.That(await ErrorsOfAsync(unnamed), Has.One.StartsWith("1: title: It has bytes that are no text."));
        Assert.That(CountsOf(named), Is.EqualTo((1, 0, 1, 0)));
        Assert.That((await BookAsync("Misérables")).GetProperty("copiesTotal").GetInt32(), Is.EqualTo(1));
    }

    [Test]
    public async Task Makes_the_copies_that_the_file_names()
    {
        var import = await BringAsync("title,author,isbn,barcode,branch,call number,price\nEmma,Jane Austen,0141439580,B1,main,823.7 AUS,\"12,50\"\nEmma,Jane Austen,9780141439587,B2,Main library,,\nPersuasion,Jane Austen,,B1,,,\nSanditon,Jane Austen,,B3,Nowhere,,\n");

        Assert.That(CountsOf(import), Is.EqualTo((1, 1, 0, 2)), import.Text);
        Assert.That(await ErrorsOfAsync(import), Is.EqualTo(["3: The barcode 'B1' belongs to a copy of record 1 of this file.", "4: branch: There is no branch 'Nowhere'."]));
        var copy = (await Library.Librarian.GetAsync("/copies?barcode=B1")).Json[0];
        Assert.That(copy.GetProperty("callNumber").GetString(), Is.EqualTo("823.7 AUS"));
        Assert.That(copy.GetProperty("price").GetDecimal(), Is.EqualTo(12.50m));
    }

    [Test]
    public async Task A_spreadsheet_s_own_file_is_not_taken_for_CSV()
    {
        var import = await BringAsync("PK\u0003\u0004\u0014\u0000");

        Assert.That(import["status"], Is.EqualTo("failed"));
        Assert.That(import["failureReason"], Does.Contain("Save it as CSV"));
    }

    [Test]
    public async Task Names_records_that_are_longer_than_a_catalogue_can_be_and_takes_in_the_others()
    {
        var megabyte = new string('x', 1 << 20);
        var barcodes = string.Join(';', Enumerable.Range(1, 2000).Select(number => $"B{number}"));
        var import = await BringAsync($"title,author,year,barcode\n{megabyte},Nobody,1800,\nEmma,Jane Austen,{megabyte},\nPersuasion,Jane Austen,1817,{barcodes}\n"
            + string.Concat(Enumerable.Range(1, 20).Select(number => $"{megabyte}{number},Nobody,1800,\n")));

        Assert.That(CountsOf(import), Is.EqualTo((1, 0, 0, 22)), import.Text);
        Assert.That(await ErrorsOfAsync(import), Has.One.StartsWith("1: title:").And.One.StartsWith("3: barcode: It has more than 1000"));
        Assert.That(await ErrorsOfAsync(import, "?kind=incomplete"), Has.One.StartsWith("2: publishedYear 'xxx").And.All.Length.LessThan(300));
    }

    [TestCase("", 1)]
    [TestCase("?copies=3", 3)]
    [TestCase("?copies=0", 0)]
    public async Task Makes_as_many_copies_as_asked(string query, int copies)
    {
        await BringAsync("title,author\nEmma,Jane Austen\n", query);

        Assert.That((await BookAsync("Emma")).GetProperty("copiesTotal").GetInt32(), Is.EqualTo(copies));
    }

    [Test]
    public async Task Updates_what_the_file_says_and_leaves_the_rest()
    {
        await BringAsync("title,author,isbn,publisher,genre\nEmma,Jane Austen,0141439580,Penguin,Novel\n");
        var import = await BringAsync("title,author,isbn,publisher,genre\nEmma: a novel,Jane Austen,978-0141439587,,Romance\nEmma,Jane Austen,9780141439587,,\n", "?mode=upsert");

        Assert.That(CountsOf(import), Is.EqualTo((0, 2, 0, 0)), import.Text);
        var book = await BookAsync("Emma");
        Assert.That(book.GetProperty("title").GetString(), Is.EqualTo("Emma"), "the last record says so");
        Assert.That(book.GetProperty("genre").GetString(), Is.EqualTo("Romance"));
        Assert.That(book.GetProperty("publisher").GetString(), Is.EqualTo("Penguin"));
        Assert.That(book.GetProperty("copiesTotal").GetInt32(), Is.EqualTo(1));
    }

    [Test]
    public async Task Takes_a_file_out_of_a_form()
    {
        using var form = new MultipartFormDataContent { { new StringContent("title,author\nEmma,Jane Austen\n", Encoding.UTF8, "application/vnd.ms-excel"), "file", "books.CSV" } };
        var received = await Library.Librarian.SendAsync(HttpMethod.Post, "/imports", form);

        Assert.That(received.Headers.Location?.AbsolutePath, Is.EqualTo($"/imports/{received.Id}"));
        Assert.That(CountsOf(await EndOfAsync(received)), Is.EqualTo((1, 0, 0, 0)));
    }

    [Test]
    public async Task Answers_a_repeated_request_once()
    {
        var file = Encoding.UTF8.GetBytes("title,author\nEmma,Jane Austen\n");
        var first = await SendAsync(file, key: "k1");
        var again = await SendAsync(file, key: "k1");
        var other = await SendAsync("title,author\nEmma,Jane Austin\n"u8.ToArray(), key: "k1");

        Assert.That(again.Id, Is.EqualTo(first.Id));
        Assert.That(other.Status, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        await EndOfAsync(first);
        Assert.That(await Library.ScalarAsync<long>("SELECT count(*) FROM imports"), Is.EqualTo(1));
        Assert.That(await Library.ScalarAsync<long>("SELECT count(*) FROM import_files"), Is.Zero, "neither the repeated nor the refused file is kept");
    }

    [Test, CancelAfter(60_000)]
    public async Task Tells_of_its_progress_until_the_end(CancellationToken cancellationToken)
    {
        var received = await SendAsync("title,author\nEmma,Jane Austen\n");
        var events = await Library.Librarian.Http.GetStringAsync($"/imports/{received.Id}/events", cancellationToken);

        var last = events.Split("\n\n", StringSplitOptions.RemoveEmptyEntries)[^1].Split('\n');
        Assert.That(last[0], Is.EqualTo("event: finished"));
        Assert.That(JsonDocument.Parse(last[1]["data: ".Length..]).RootElement.GetProperty("created").GetInt32(), Is.EqualTo(1));
    }

    [Test]
    public async Task Other_titles_and_languages_come_from_a_table_and_go_out_in_one()
    {
        var import = await BringAsync("title,author,Original Title,other titles,language,original language\nThe Trial,Franz Kafka,Der Prozess,The law suit; The process,eng; ger,de\nEmma,Jane Austen,EMMA,Emma; or the matchmaker|,en,\n");

        Assert.That(CountsOf(import), Is.EqualTo((2, 0, 0, 0)), import.Text);
        var book = await BookAsync("Trial");
        Assert.That(book.GetProperty("otherTitles").ToString(), Is.EqualTo("""[{"title":"Der Prozess","kind":"uniform"},{"title":"The law suit","kind":"variant"},{"title":"The process","kind":"variant"}]"""));
        Assert.That((book.GetProperty("language").GetString(), book.GetProperty("otherLanguages").ToString(), book.GetProperty("originalLanguage").GetString()), Is.EqualTo(("en", """["de"]""", "de")));
        Assert.That((await BookAsync("Emma")).GetProperty("otherTitles").ToString(), Is.EqualTo("""[{"title":"Emma; or the matchmaker","kind":"variant"}]"""));
        Assert.That((await Library.Stranger.GetAsync("/books?language=de")).Json.GetArrayLength(), Is.EqualTo(1));
        var csv = (await Library.Librarian.GetAsync("/exports/books?format=csv")).Text;
        await Library.ReopenAsync();
        Assert.That(CountsOf(await BringAsync(csv)), Is.EqualTo((2, 0, 0, 0)));
        Assert.That((await BookAsync("Trial")).GetProperty("otherTitles").ToString(), Is.EqualTo(book.GetProperty("otherTitles").ToString()));
    }
}
