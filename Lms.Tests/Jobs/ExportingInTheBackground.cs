using System.Text;

namespace Lms.Tests.Jobs;

public sealed class ExportingInTheBackground : JobTest
{
    [TestCase("marc", "application/marc", "mrc")]
    [TestCase("marcxml", "application/marcxml+xml", "xml")]
    [TestCase("csv", "text/csv", "csv")]
    [TestCase("ndjson", "application/x-ndjson", "ndjson")]
    [TestCase("bibtex", "application/x-bibtex", "bib")]
    [TestCase("ris", "application/x-research-info-systems", "ris")]
    [TestCase("csl", "application/vnd.citationstyles.csl+json", "json")]
    [TestCase("jsonld", "application/ld+json", "jsonld")]
    public async Task The_file_is_byte_by_byte_the_one_that_would_have_been_streamed(string format, string mediaType, string ending)
    {
        await HaveBooksAsync(1001);

        var job = await DoAsync("/exports", new { format });

        Assert.That(CountsOf(job), Is.EqualTo(("completed", "1001", "1001", "0")));
        using var file = await Library.Librarian.Http.GetAsync($"/jobs/{job.Id}/file");
        var content = await file.Content.ReadAsByteArrayAsync();
        Assert.That(Encoding.UTF8.GetString(content), Is.EqualTo(await Library.Librarian.Http.GetStringAsync($"/exports/books?format={format}")));
        Assert.That((file.Content.Headers.ContentType?.MediaType, file.Content.Headers.ContentLength, file.Content.Headers.ContentDisposition?.FileName), Is.EqualTo((mediaType, (long?)content.Length, $"books-20260302.{ending}")));
        Assert.That(job["bytes"], Is.EqualTo($"{content.Length}"));
    }

    [TestCase("marcxml")]
    [TestCase("csv")]
    [TestCase("csl")]
    [TestCase("jsonld")]
    public async Task Where_nothing_is_left_of_what_was_chosen_the_file_is_an_empty_one_of_its_form(string format)
    {
        var empty = await Library.Librarian.Http.GetStringAsync($"/exports/books?format={format}");

        var job = await DoAsync("/exports", new { format, bookIds = new[] { 4711, 4712 } });

        Assert.That(CountsOf(job), Is.EqualTo(("completed", "2", "0", "0")), "who is not there is left out");
        Assert.That(await Library.Librarian.Http.GetStringAsync($"/jobs/{job.Id}/file"), Is.EqualTo(empty));
    }

    [Test]
    public async Task Only_what_meets_the_conditions_goes_out()
    {
        await HaveBooksAsync(3);
        await CatalogueAsync(new { title = "Emma", author = "Jane Austen", genre = "Romance" });

        var byGenre = await DoAsync("/exports", new { format = "csv", conditions = new { genre = "romance" } });
        var byWords = await DoAsync("/exports", new { format = "csv", conditions = new { q = "author:austen OR \"title 2\"" } });
        var byIds = await DoAsync("/exports", new { format = "csv", bookIds = new[] { 3, 1 } });

        Assert.That(await TitlesAsync(byGenre), Is.EqualTo(["Emma"]));
        Assert.That(await TitlesAsync(byWords), Is.EqualTo(["Title 2", "Emma"]));
        Assert.That(await TitlesAsync(byIds), Is.EqualTo(["Title 1", "Title 3"]));
    }

    [TestCase("""{"format":"csv","bookIds":[]}""", "bookIds")]
    [TestCase("""{"format":"csv","conditions":{}}""", "conditions")]
    [TestCase("""{"format":"csv","conditions":{"q":"  "}}""", "conditions.q")]
    [TestCase("""{"format":"csv","conditions":{"q":"the"}}""", "conditions.q")]
    [TestCase("""{"format":"csv","conditions":{"genre":""}}""", "conditions.genre")]
    public async Task Conditions_that_come_to_nothing_do_not_take_everything_out(string body, string member)
    {
        Assert.That((await Library.Librarian.RawAsync(HttpMethod.Post, "/exports", body)).Expect(HttpStatusCode.BadRequest).Errors, Is.EqualTo([member]));
    }

    [Test]
    public async Task A_download_that_broke_off_goes_on_where_it_stopped()
    {
        await HaveBooksAsync(1001);
        var job = await DoAsync("/exports", new { format = "ndjson" });
        var whole = await Library.Librarian.Http.GetByteArrayAsync($"/jobs/{job.Id}/file");

        foreach (var (range, from, to) in new[] { ("bytes=0-99", 0, 100), ("bytes=100-", 100, whole.Length), ($"bytes={whole.Length - 10}-", whole.Length - 10, whole.Length), ("bytes=-5", whole.Length - 5, whole.Length) })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/jobs/{job.Id}/file") { Headers = { { "Range", range } } };
            using var part = await Library.Librarian.Http.SendAsync(request);
            Assert.That(part.StatusCode, Is.EqualTo(HttpStatusCode.PartialContent), range);
            Assert.That(await part.Content.ReadAsByteArrayAsync(), Is.EqualTo(whole[from..to]), range);
        }

        var beyond = await Library.Librarian.SendAsync(HttpMethod.Get, $"/jobs/{job.Id}/file", null, ("Range", $"bytes={whole.Length}-"));
        Assert.That((beyond.Status, beyond.Code), Is.EqualTo((HttpStatusCode.RequestedRangeNotSatisfiable, "range-not-satisfiable")));
    }

    [Test]
    public async Task A_file_is_there_when_it_is_written_and_until_it_is_swept()
    {
        await HaveBooksAsync(1);
        await using (await Library.HoldBackWritesToAsync("job_chunks"))
        {
            var order = await OrderAsync("/exports", new { format = "csv" });
            Assert.That((await Library.Librarian.GetAsync($"/jobs/{order.Id}/file")).Code, Is.EqualTo("job-file-unfinished"));
        }

        var job = await EndOfAsync(await Library.Librarian.GetAsync("/jobs/1"));
        Assert.That(job.Json.GetProperty("fileUntil").GetDateTimeOffset(), Is.EqualTo(Library.Opening.AddDays(7)));
        await Library.DoChoresAsync();
        (await Library.Librarian.GetAsync($"/jobs/{job.Id}/file")).Expect(HttpStatusCode.OK);
        await Library.WaitAsync(TimeSpan.FromDays(7));

        var late = await Library.Librarian.GetAsync($"/jobs/{job.Id}/file");
        await Library.DoChoresAsync();

        Assert.That((late.Status, late.Code), Is.EqualTo((HttpStatusCode.Gone, "job-file-gone")));
        Assert.That(await Library.ScalarAsync<long>("SELECT count(*) FROM job_chunks"), Is.Zero);
    }

    [Test]
    public async Task A_file_that_was_not_finished_goes_with_its_job()
    {
        await HaveBooksAsync(1200);
        var edit = await DoAsync("/books/edits", new { conditions = new { genre = "Novel" }, clear = new[] { "genre" } });
        Reply order;
        await using (var held = await Library.HoldBackWritesToAsync("job_chunks"))
        {
            order = await OrderAsync("/exports", new { format = "csv" });
            await held.WaitForAsync(1);
            var cancelling = Library.Librarian.PostAsync($"/jobs/{order.Id}/cancel");
            await held.WaitForAsync(2);
            await held.ReleaseOnceAsync(2);
            await cancelling;
        }

        Assert.That((await EndOfAsync(order))["status"], Is.EqualTo("cancelled"));
        Assert.That(await Library.ScalarAsync<long>("SELECT count(*) FROM job_chunks"), Is.Zero);
        Assert.That((await Library.Librarian.GetAsync($"/jobs/{order.Id}/file")).Code, Is.EqualTo("job-file-not-found"));
        Assert.That((await Library.Librarian.GetAsync($"/jobs/{edit.Id}/file")).Code, Is.EqualTo("job-file-not-found"), "an edit writes none");
    }

    private async Task<string[]> TitlesAsync(Reply job) =>
        [.. (await Library.Librarian.Http.GetStringAsync($"/jobs/{job.Id}/file")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(row => row.Split(',')[0])];
}
