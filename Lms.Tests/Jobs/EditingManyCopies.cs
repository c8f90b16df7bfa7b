using Lms.Tests.Stress;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Lms.Tests.Jobs;

public sealed class EditingManyCopies : JobTest
{
    [TearDown]
    public async Task Nothing_contradicts_the_ledger() =>
        Assert.That(await LedgerReplay.ContradictionsAsync(Library.Services.GetRequiredService<NpgsqlDataSource>()), Is.Empty);

    [Test]
    public async Task What_was_scanned_is_changed_and_what_cannot_be_is_named_one_by_one()
    {
        var copies = await ShelveAsync(3);
        (await Library.Librarian.PostAsync("/loans", new { copyBarcode = copies[1].Barcode, userId = Library.Member.Id })).Expect(HttpStatusCode.Created);
        var edit = new { barcodes = new[] { copies[0].Barcode, "nobody's", copies[1].Barcode, copies[0].Barcode }, set = new { status = "missing", shelfLocation = "Cellar" } };
        var before = await Library.FingerprintAsync();

        var preview = (await Library.Librarian.PostAsync("/copies/edits/preview", edit)).Expect(HttpStatusCode.OK);

        Assert.That((preview["chosen"], preview["examined"], preview["changing"], preview["failing"]), Is.EqualTo(("3", "3", "1", "2")));
        var sample = preview.Json.GetProperty("sample")[0];
        Assert.That((sample.GetProperty("before").GetProperty("status").GetString(), sample.GetProperty("after").GetProperty("status").GetString()), Is.EqualTo(("available", "missing")));
        Assert.That(await Library.FingerprintAsync(), Is.EqualTo(before));

        var job = await DoAsync("/copies/edits", edit);

        Assert.That((job["kind"], CountsOf(job)), Is.EqualTo(("copyEdit", ("completed", "3", "1", "2"))));
        Assert.That(await FaultsOfAsync(job), Is.EqualTo([$"{copies[1].Id}: copy-in-circulation", ": copy-not-found"]));
        Assert.That(await CopiesAsync(), Is.EqualTo("missing Cellar, onLoan -, available -"));
        Assert.That(await Library.ScalarAsync<string>("SELECT string_agg(type || ' ' || actor_id, ', ') FROM transactions WHERE type = 'copyStatusChange'"), Is.EqualTo($"copyStatusChange {Library.Librarian.Id}"));
    }

    [Test]
    public async Task What_meets_conditions_is_given_values_and_emptied()
    {
        var copies = await ShelveAsync(3);
        var cellar = (await Library.Admin.PostAsync("/branches", new { code = "CELLAR", name = "Cellar", timeZone = "Australia/Brisbane" })).Expect(HttpStatusCode.Created).Id;
        await DoAsync("/copies/edits", new { copyIds = new[] { copies[0].Id, copies[2].Id }, set = new { note = "Count again.", callNumber = "823" } });

        var job = await DoAsync("/copies/edits", new { conditions = new { status = "available", materialType = "book" }, set = new { homeBranchId = cellar, price = 12.5 }, clear = new[] { "callNumber" } });

        Assert.That(CountsOf(job), Is.EqualTo(("completed", "3", "3", "0")));
        Assert.That(await Library.ScalarAsync<string>("SELECT string_agg(concat_ws(' ', home_branch_id, price, call_number, note), ', ' ORDER BY id) FROM copies"),
            Is.EqualTo($"{cellar} 12.50 Count again., {cellar} 12.50, {cellar} 12.50 Count again."));
        var dry = await DoAsync("/copies/edits", new { conditions = new { branchId = 1 }, set = new { note = "No." }, dryRun = true });
        Assert.That((CountsOf(dry), await Library.ScalarAsync<long>("SELECT count(*) FROM copies WHERE note = 'No.'")), Is.EqualTo((("completed", "3", "3", "0"), 0L)));
    }

    [Test]
    public async Task Edits_are_undone_the_later_one_first_whatever_circulation_did_meanwhile()
    {
        var copies = await ShelveAsync(3);
        var first = await DoAsync("/copies/edits", new { copyIds = copies.Select(copy => copy.Id), set = new { shelfLocation = "Cellar" } });
        var second = await DoAsync("/copies/edits", new { copyIds = copies.Select(copy => copy.Id), set = new { shelfLocation = "Attic", status = "inRepair" } });
        (await Library.Librarian.PatchAsync($"/copies/{copies[1].Id}", new { note = "Torn." })).Expect(HttpStatusCode.OK);

        var undoSecond = await DoAsync($"/jobs/{second.Id}/undo");
        (await Library.Librarian.PostAsync("/loans", new { copyBarcode = copies[0].Barcode, userId = Library.Member.Id })).Expect(HttpStatusCode.Created);
        var undoFirst = await DoAsync($"/jobs/{first.Id}/undo");

        Assert.That((undoSecond["kind"], undoSecond.Json.GetProperty("undoes").GetProperty("kind").GetString(), CountsOf(undoSecond)), Is.EqualTo(("copyEditUndo", "copyEdit", ("completed", "3", "2", "1"))));
        Assert.That(await FaultsOfAsync(undoSecond), Is.EqualTo([$"{copies[1].Id}: changed-since"]));
        Assert.That(await FaultsOfAsync(undoFirst), Is.EqualTo([$"{copies[1].Id}: changed-since"]));
        Assert.That(await CopiesAsync(), Is.EqualTo("onLoan -, inRepair Attic, available -"));
        Assert.That((await Library.Librarian.PostAsync($"/jobs/{first.Id}/undo")).Blocks, Is.EqualTo(["job-undone"]));
        Assert.That((await Library.Librarian.PostAsync($"/jobs/{undoFirst.Id}/undo")).Blocks, Is.EqualTo(["job-not-undoable"]));
    }

    [TestCase("""{"set":{"note":"x"}}""", "copyIds")]
    [TestCase("""{"copyIds":[1],"barcodes":["a"],"set":{"note":"x"}}""", "copyIds")]
    [TestCase("""{"copyIds":[],"set":{"note":"x"}}""", "copyIds")]
    [TestCase("""{"copyIds":[1,1],"set":{"note":"x"}}""", "copyIds")]
    [TestCase("""{"barcodes":[],"set":{"note":"x"}}""", "barcodes")]
    [TestCase("""{"barcodes":[" "],"set":{"note":"x"}}""", "barcodes[0]")]
    [TestCase("""{"conditions":{},"set":{"note":"x"}}""", "conditions")]
    [TestCase("""{"conditions":{"materialType":""},"set":{"note":"x"}}""", "conditions.materialType")]
    [TestCase("""{"copyIds":[1]}""", "set")]
    [TestCase("""{"copyIds":[1],"set":{"note":"x"},"clear":["note"]}""", "clear")]
    [TestCase("""{"copyIds":[1],"set":{"homeBranchId":4711}}""", "set.homeBranchId")]
    [TestCase("""{"copyIds":[1],"set":{"materialType":"scroll"}}""", "set.materialType")]
    [TestCase("""{"copyIds":[1],"set":{"barcode":"x"}}""", "set.barcode")]
    public async Task What_cannot_be_meant_is_refused_by_name(string body, string member)
    {
        foreach (var path in new[] { "/copies/edits", "/copies/edits/preview" })
            Assert.That((await Library.Librarian.RawAsync(HttpMethod.Post, path, body)).Expect(HttpStatusCode.BadRequest).Errors, Is.EqualTo([member]));
    }

    private async Task<List<(int Id, string Barcode)>> ShelveAsync(int count)
    {
        var copies = new List<(int, string)>();
        for (var number = 0; number < count; number++)
        {
            var book = await Library.ShelveAsync();
            copies.Add((await Library.ScalarAsync<int>("SELECT max(id) FROM copies"), book.Barcode));
        }

        return copies;
    }

    private Task<string> CopiesAsync() => Library.ScalarAsync<string>("SELECT string_agg(status || ' ' || coalesce(shelf_location, '-'), ', ' ORDER BY id) FROM copies");

    private async Task<string[]> FaultsOfAsync(Reply job) =>
        [.. (await Library.Librarian.GetAsync($"/jobs/{job.Id}/errors")).Expect(HttpStatusCode.OK).Json.EnumerateArray().Select(error => $"{error.GetProperty("copyId")}: {error.GetProperty("code").GetString()}")];
}
