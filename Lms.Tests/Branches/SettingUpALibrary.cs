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

    [Test]
    public async Task A_material_type_is_renamed_and_given_up_once_nothing_has_it()
    {
        var kite = (await Library.Admin.PostAsync("/material-types", new { code = "kite", name = "Kite" })).Expect(HttpStatusCode.Created);
        Assert.That(kite.Headers.Location!.ToString(), Does.EndWith("/material-types/kite"));

        var renamed = (await Library.Admin.PatchAsync("/material-types/kite", new { name = "Stunt kite" }, kite.ETag)).Expect(HttpStatusCode.OK);
        (await Library.Admin.PatchAsync("/material-types/kite", new { name = "Box kite" }, kite.ETag)).Expect(HttpStatusCode.PreconditionFailed);
        Assert.That((await Library.Admin.PatchAsync("/material-types/kite", new { name = "" })).Expect(HttpStatusCode.BadRequest).Errors, Is.EqualTo(["name"]));
        Assert.That((await Library.Admin.PatchAsync("/material-types/kite", new { code = "dragon" })).Expect(HttpStatusCode.BadRequest).Errors, Is.EqualTo(["code"]));
        Assert.That((await Library.Stranger.GetAsync("/material-types/kite"))["name"], Is.EqualTo("Stunt kite"));

        (await Library.Librarian.DeleteAsync("/material-types/kite")).Expect(HttpStatusCode.Forbidden);
        (await Library.Admin.DeleteAsync("/material-types/kite", renamed.ETag)).Expect(HttpStatusCode.NoContent);
        Assert.That((await Library.Stranger.GetAsync("/material-types/kite")).Expect(HttpStatusCode.NotFound).Code, Is.EqualTo("material-type-not-found"));
    }

    [TestCase("/books", """{"title":"Red kite","author":"A","materialType":"kite"}""")]
    [TestCase("/circulation-rules", """{"materialType":"kite"}""")]
    public async Task A_material_type_that_something_has_stays(string path, string having)
    {
        (await Library.Admin.PostAsync("/material-types", new { code = "kite", name = "Kite" })).Expect(HttpStatusCode.Created);
        (await Library.Admin.RawAsync(HttpMethod.Post, path, having)).Expect(HttpStatusCode.Created);

        Assert.That((await Library.Admin.DeleteAsync("/material-types/kite")).Expect(HttpStatusCode.Conflict).Code, Is.EqualTo("in-use"));
    }

    [Test]
    public async Task What_everything_is_that_says_nothing_else_stays()
    {
        var first = (await Library.Admin.GetAsync("/patron-categories")).Json[0].GetProperty("id").GetInt32();

        Assert.That((await Library.Admin.DeleteAsync("/material-types/book")).Expect(HttpStatusCode.Conflict).Code, Is.EqualTo("default-material-type"));
        Assert.That((await Library.Admin.DeleteAsync($"/patron-categories/{first}")).Expect(HttpStatusCode.Conflict).Code, Is.EqualTo("default-patron-category"));
    }

    [Test]
    public async Task A_patron_category_is_shown_and_given_up_once_nobody_is_of_it()
    {
        var guests = (await Library.Admin.PostAsync("/patron-categories", new { code = "GUEST", name = "Guests" })).Expect(HttpStatusCode.Created);
        var shown = (await Library.Member.GetAsync(guests.Headers.Location!.ToString())).Expect(HttpStatusCode.OK);
        (await Library.Librarian.DeleteAsync($"/patron-categories/{guests.Id}")).Expect(HttpStatusCode.Forbidden);

        (await Library.Admin.DeleteAsync($"/patron-categories/{guests.Id}", "\"0\"")).Expect(HttpStatusCode.PreconditionFailed);
        (await Library.Admin.DeleteAsync($"/patron-categories/{guests.Id}", shown.ETag)).Expect(HttpStatusCode.NoContent);
        Assert.That((await Library.Member.GetAsync($"/patron-categories/{guests.Id}")).Expect(HttpStatusCode.NotFound).Code, Is.EqualTo("patron-category-not-found"));
    }

    [TestCase("user")]
    [TestCase("rule")]
    [TestCase("loan of the past")]
    public async Task A_patron_category_that_something_has_stays(string having)
    {
        var guests = (await Library.Admin.PostAsync("/patron-categories", new { code = "GUEST", name = "Guests" })).Expect(HttpStatusCode.Created);
        if (having == "rule")
            (await Library.Admin.PostAsync("/circulation-rules", new { patronCategoryId = guests.Id })).Expect(HttpStatusCode.Created);
        else
            (await Library.Librarian.PatchAsync($"/users/{Library.Member.Id}", new { patronCategoryId = guests.Id })).Expect(HttpStatusCode.OK);
        if (having == "loan of the past")
        {
            var book = await Library.ShelveAsync();
            (await Library.Librarian.PostAsync("/loans", new { copyBarcode = book.Barcode, userId = Library.Member.Id })).Expect(HttpStatusCode.Created);
            (await Library.Librarian.PostAsync("/returns", new { copyBarcode = book.Barcode })).Expect(HttpStatusCode.OK);
            (await Library.Librarian.PatchAsync($"/users/{Library.Member.Id}", new { patronCategoryId = 1 })).Expect(HttpStatusCode.OK);
        }

        Assert.That((await Library.Admin.DeleteAsync($"/patron-categories/{guests.Id}")).Expect(HttpStatusCode.Conflict).Code, Is.EqualTo("in-use"));
    }

    [TestCase("a loan, even of the past")]
    [TestCase("a hold")]
    [TestCase("a transfer")]
    [TestCase("a rule")]
    public async Task A_branch_that_has_something_stays(string something)
    {
        var book = await Library.ShelveAsync();
        var east = await Library.OpenBranchAsync("EAST");
        var sql = $"INSERT INTO {{0}} RETURNING {east}";
        switch (something)
        {
            case "a rule":
                (await Library.Admin.PostAsync("/circulation-rules", new { branchId = east })).Expect(HttpStatusCode.Created);
                break;
            case "a hold":
                await Library.ScalarAsync<int>(string.Format(System.Globalization.CultureInfo.InvariantCulture, sql, $"holds (id, book_id, user_id, pickup_branch_id, rank, status, placed_at, suspended) VALUES (nextval('hold_ids'), {book.BookId}, {Library.Member.Id}, {east}, 1, 'waiting', now(), false)"));
                break;
            case "a transfer":
                await Library.ScalarAsync<int>(string.Format(System.Globalization.CultureInfo.InvariantCulture, sql, $"transfers (copy_id, from_branch_id, to_branch_id, sent_at) SELECT id, branch_id, {east}, now() FROM copies WHERE barcode = '{book.Barcode}'"));
                break;
            default:
                (await Library.Librarian.PostAsync("/loans", new { copyBarcode = book.Barcode, userId = Library.Member.Id, branchId = east })).Expect(HttpStatusCode.Created);
                (await Library.Librarian.PostAsync("/returns", new { copyBarcode = book.Barcode })).Expect(HttpStatusCode.OK);
                break;
        }

        Assert.That((await Library.Admin.DeleteAsync($"/branches/{east}")).Expect(HttpStatusCode.Conflict).Code, Is.EqualTo("in-use"));
    }

    [Test]
    public async Task A_branch_takes_its_closures_along_when_it_goes()
    {
        var east = await Library.OpenBranchAsync("EAST");
        (await Library.Admin.PostAsync($"/branches/{east}/closures", new { from = "2026-05-01" })).Expect(HttpStatusCode.Created);

        (await Library.Admin.DeleteAsync($"/branches/{east}")).Expect(HttpStatusCode.NoContent);

        Assert.That(await Library.ScalarAsync<long>("SELECT count(*) FROM closures"), Is.Zero);
    }
}
