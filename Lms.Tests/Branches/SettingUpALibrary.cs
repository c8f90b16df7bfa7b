namespace Lms.Tests.Branches;

public sealed class SettingUpALibrary : LibraryTest
{
    [Test]
    public async Task An_administrator_opens_changes_and_closes_a_branch()
    {
        var branch = (await Library.Admin.PostAsync("/branches", new { code = "EAST", name = "East", timeZone = "Europe/Vienna", address = "1 East Road" })).Expect(HttpStatusCode.Created);
        var changed = await Library.Admin.PatchAsync($"/branches/{branch.Id}", new { name = "Eastern", address = (string?)null }, branch.ETag);
        var gone = await Library.Admin.DeleteAsync($"/branches/{branch.Id}");

        Assert.That((changed["code"], changed["name"], changed["timeZone"], changed["address"], gone.Status), Is.EqualTo(("EAST", "Eastern", "Europe/Vienna", "", HttpStatusCode.NoContent)));
    }

    [TestCase("Mars/Olympus")]
    [TestCase("")]
    public async Task A_branch_needs_a_time_zone_that_exists(string timeZone) =>
        Assert.That((await Library.Admin.PostAsync("/branches", new { code = "EAST", name = "East", timeZone })).Expect(HttpStatusCode.BadRequest).Errors, Is.EqualTo(["timeZone"]));

    [Test]
    public async Task Two_branches_do_not_share_a_code() =>
        Assert.That((await Library.Admin.PostAsync("/branches", new { code = "MAIN", name = "Again", timeZone = "UTC" })).Code, Is.EqualTo("branch-code-exists"));

    [Test]
    public async Task A_branch_that_has_copies_cannot_go()
    {
        await Library.ShelveAsync();
        var main = (await Library.Stranger.GetAsync("/branches")).Json[0].GetProperty("id").GetInt32();

        Assert.That((await Library.Admin.DeleteAsync($"/branches/{main}")).Status, Is.EqualTo(HttpStatusCode.Conflict));
    }

    [Test]
    public async Task A_patron_category_says_how_long_a_card_is_good()
    {
        var category = (await Library.Admin.PostAsync("/patron-categories", new { code = "GUEST", name = "Guests", expiryMonths = 3 })).Expect(HttpStatusCode.Created);

        var guest = await Library.Librarian.PostAsync("/users", new { username = "guest", patronCategoryId = category.Id });

        Assert.That(guest["expiresOn"], Is.EqualTo("2026-06-02"));
        Assert.That((await Library.Admin.PatchAsync($"/patron-categories/{category.Id}", new { expiryMonths = (int?)null }))["expiryMonths"], Is.EqualTo(""));
    }

    [Test]
    public async Task A_material_type_can_be_added_and_used_once_it_is_there()
    {
        var unknown = await Library.Librarian.PostAsync("/books", new { title = "Red kite", author = "A", materialType = "kite" });
        (await Library.Admin.PostAsync("/material-types", new { code = "kite", name = "Kite" })).Expect(HttpStatusCode.Created);
        var known = await Library.Librarian.PostAsync("/books", new { title = "Red kite", author = "A", materialType = "kite" });

        Assert.That((unknown.Status, known.Status), Is.EqualTo((HttpStatusCode.BadRequest, HttpStatusCode.Created)));
        Assert.That((await Library.Stranger.GetAsync("/material-types")).Text, Does.Contain("\"kite\""));
    }
}
