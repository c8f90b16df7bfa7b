using Lms.Tests.Circulation;

namespace Lms.Tests.Patrons;

public sealed class BlockingAUser : DeskTest
{
    [Test]
    public async Task A_block_names_what_it_stops_and_reports_its_end_and_its_branch()
    {
        var branch = await Library.ScalarAsync<int>("SELECT min(id) FROM branches");
        var book = await Library.ShelveAsync(copies: 2);
        var loan = await LendAsync(book.Barcodes[0], Library.Member);
        await SetAsync(new { code = "reading-room", note = "Ate in the reading room", stops = new[] { "checkout" }, until = "2026-03-10", branchId = branch });

        var refused = await TryToLendAsync(book.Barcodes[1], Library.Member);

        var block = refused.Json.GetProperty("blocks")[0];
        Assert.That((block.GetProperty("code").GetString(), block.GetProperty("until").GetString(), block.GetProperty("branchId").GetInt32()), Is.EqualTo(("user-blocked", "2026-03-10", branch)));
        Assert.That(block.GetProperty("message").GetString(), Does.Contain("Ate in the reading room"));
        (await RenewAsync(loan)).Expect(HttpStatusCode.OK);
    }

    [Test]
    public async Task A_block_stands_to_the_end_of_its_last_day_and_at_its_branch_alone()
    {
        var east = await Library.OpenBranchAsync("EAST");
        var book = await Library.ShelveAsync(copies: 2);
        await SetAsync(new { code = "noise", note = "Loud", stops = new[] { "checkout", "renew" }, until = "2026-03-03", branchId = east });

        await LendAsync(book.Barcodes[0], Library.Member);
        var there = new { copyBarcode = book.Barcodes[1], userId = Library.Member.Id, branchId = east };
        Assert.That((await Library.Librarian.PostAsync("/loans", there)).Blocks, Is.EqualTo(["user-blocked"]));

        await Library.WaitAsync(TimeSpan.FromHours(18));
        (await Library.Librarian.PostAsync("/loans", there)).Expect(HttpStatusCode.Created);
    }

    [Test]
    public async Task A_block_is_listed_and_lifted()
    {
        (await SetAsync(new { code = "noise", note = "Loud", stops = new[] { "checkout", "hold" } })).Expect(HttpStatusCode.Created);

        var listed = await Library.Librarian.GetAsync($"/users/{Library.Member.Id}/blocks");
        Assert.That(listed.Json[0].GetProperty("stops").EnumerateArray().Select(action => action.GetString()), Is.EqualTo(["checkout", "hold"]));
        Assert.That((await SetAsync(new { code = "noise", note = "Again", stops = new[] { "renew" } })).Code, Is.EqualTo("patron-block-exists"));

        Assert.That((await Library.Librarian.DeleteAsync($"/users/{Library.Member.Id}/blocks/noise")).Status, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That((await Library.Librarian.DeleteAsync($"/users/{Library.Member.Id}/blocks/noise")).Code, Is.EqualTo("patron-block-not-found"));
        await LendAsync((await Library.ShelveAsync()).Barcode, Library.Member);
    }

    [TestCase("""{"code": "Noise!", "note": "x", "stops": ["checkout"]}""", "code")]
    [TestCase("""{"code": "noise", "note": "", "stops": ["checkout"]}""", "note")]
    [TestCase("""{"code": "noise", "note": "x", "stops": []}""", "stops")]
    [TestCase("""{"code": "noise", "note": "x", "stops": ["checkout", "checkout"]}""", "stops")]
    [TestCase("""{"code": "noise", "note": "x", "stops": ["checkout"], "until": "2026-03-02"}""", "until")]
    [TestCase("""{"code": "noise", "note": "x", "stops": ["checkout"], "branchId": 99}""", "branchId")]
    public async Task A_block_that_makes_no_sense_is_refused_by_member(string block, string member) =>
        Assert.That((await Library.Librarian.RawAsync(HttpMethod.Post, $"/users/{Library.Member.Id}/blocks", block)).Errors, Is.EqualTo([member]));

    [Test]
    public async Task A_librarian_blocks_members_and_not_the_staff()
    {
        var block = new { code = "noise", note = "Loud", stops = new[] { "checkout" } };

        Assert.That((await Library.Librarian.PostAsync($"/users/{Library.Admin.Id}/blocks", block)).Status, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That((await Library.Member.GetAsync($"/users/{Library.Member.Id}/blocks")).Status, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That((await Library.Librarian.PostAsync("/users/9999/blocks", block)).Code, Is.EqualTo("user-not-found"));
    }

    private Task<Reply> SetAsync(object block) => Library.Librarian.PostAsync($"/users/{Library.Member.Id}/blocks", block);
}
