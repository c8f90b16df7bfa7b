namespace Lms.Tests.Patrons;

public sealed class LookingAfterUsers : LibraryTest
{
    [Test]
    public async Task A_new_member_gets_a_card_and_can_sign_in()
    {
        var user = (await Library.Librarian.PostAsync("/users", new { username = "mary", password = "frankenstein", firstName = "Mary", lastName = "Shelley", email = "mary@example.org" })).Expect(HttpStatusCode.Created);

        Assert.Multiple(async () =>
        {
            Assert.That((user["role"], user["firstName"], user["blocked"]), Is.EqualTo(("member", "Mary", "False")));
            Assert.That(user["cardNumber"], Does.Match("^2[0-9]{13}$"));
            Assert.That(user.Text, Does.Not.Contain("frankenstein").And.Not.Contain("assword"));
            Assert.That((await Library.Stranger.FormAsync("/auth/login", ("username", "MARY"), ("password", "frankenstein"))).Status, Is.EqualTo(HttpStatusCode.OK));
        });
    }

    [TestCase("username", "username-exists")]
    [TestCase("cardNumber", "card-number-exists")]
    public async Task Two_users_share_neither_name_nor_card(string member, string code)
    {
        await Library.Librarian.PostAsync("/users", new { username = "mary", cardNumber = "C-1" });

        var second = await Library.Librarian.PostAsync("/users", member == "username" ? new { username = "Mary", cardNumber = "C-2" } : new { username = "other", cardNumber = "C-1" });

        Assert.That((second.Status, second.Code), Is.EqualTo((HttpStatusCode.Conflict, code)));
    }

    [Test]
    public async Task Users_are_found_by_what_the_desk_knows_of_them()
    {
        var mary = await Library.Librarian.PostAsync("/users", new { username = "mary", firstName = "Mary", lastName = "Shelley", email = "mary@example.org", blocked = true, blockedNote = "Card reported stolen" });

        foreach (var query in new[] { "q=shell", "q=mary%20s", "username=mary", "email=MARY@example.org", $"cardNumber={mary["cardNumber"]}", "blocked=true" })
        {
            var found = await Library.Librarian.GetAsync($"/users?{query}");
            Assert.That(found.Json.EnumerateArray().Select(user => user.GetProperty("id").GetInt32()), Is.EqualTo([mary.Id]), query);
        }

        Assert.That((await Library.Librarian.GetAsync("/users?role=member&sort=username")).Json.GetArrayLength(), Is.EqualTo(3));
    }

    [Test]
    public async Task A_librarian_looks_after_members_and_only_an_administrator_after_staff()
    {
        var made = await Library.Librarian.PostAsync("/users", new { username = "boss", role = "admin" });
        var promoted = await Library.Librarian.PatchAsync($"/users/{Library.Member.Id}", new { role = "librarian" });
        var changed = await Library.Librarian.PatchAsync($"/users/{Library.Admin.Id}", new { password = "taken over" });
        var deleted = await Library.Librarian.DeleteAsync($"/users/{Library.Admin.Id}");

        Assert.That(new[] { made, promoted, changed, deleted }.Select(answer => answer.Status), Is.All.EqualTo(HttpStatusCode.Forbidden));
        Assert.That((await Library.Admin.PostAsync("/users", new { username = "boss", role = "admin" })).Status, Is.EqualTo(HttpStatusCode.Created));
    }

    [Test]
    public async Task The_last_administrator_can_neither_go_nor_step_down()
    {
        var gone = await Library.Admin.DeleteAsync($"/users/{Library.Admin.Id}");
        var stepped = await Library.Admin.PatchAsync($"/users/{Library.Admin.Id}", new { role = "member" });

        Assert.That(new[] { gone, stepped }.Select(answer => (answer.Status, answer.Code)), Is.All.EqualTo((HttpStatusCode.Conflict, "last-admin")));
    }

    [Test]
    public async Task A_user_with_something_on_loan_cannot_be_deleted()
    {
        var book = await Library.ShelveAsync();
        await Library.Librarian.PostAsync("/loans", new { copyBarcode = book.Barcode, userId = Library.Member.Id });

        var refused = await Library.Librarian.DeleteAsync($"/users/{Library.Member.Id}");

        Assert.That((refused.Status, refused.Code), Is.EqualTo((HttpStatusCode.Conflict, "user-has-loans")));
    }

    [Test]
    public async Task A_deleted_user_leaves_statistics_and_nothing_personal_in_any_table()
    {
        var mary = (await Library.Librarian.PostAsync("/users", new { username = "mary-godwin", firstName = "Wollstonecraft", lastName = "Zyxwvuts", email = "mary@example.org", phone = "555-0199", address = "Skinner Street 41" })).Expect(HttpStatusCode.Created);
        var book = await Library.ShelveAsync();
        var loan = (await Library.Librarian.PostAsync("/loans", new { copyBarcode = book.Barcode, userId = mary.Id })).Expect(HttpStatusCode.Created);
        await Library.Librarian.PostAsync("/returns", new { copyBarcode = book.Barcode });

        (await Library.Librarian.DeleteAsync($"/users/{mary.Id}")).Expect(HttpStatusCode.NoContent);

        var kept = await Library.Librarian.GetAsync($"/loans/{loan.Id}");
        Assert.That((kept.Json.GetProperty("userId").ValueKind, kept["status"]), Is.EqualTo((System.Text.Json.JsonValueKind.Null, "returned")));
        Assert.That(await Library.TablesContainingAsync("godwin", "Wollstonecraft", "Zyxwvuts", "mary@example.org", "555-0199", "Skinner", mary["cardNumber"]!), Is.Empty);
        Assert.That(await Library.ScalarAsync<long>($"SELECT count(*) FROM transactions WHERE user_id = {mary.Id}"), Is.Zero);
    }

    [Test]
    public async Task Somebody_elses_change_is_not_overwritten()
    {
        var user = await Library.Librarian.GetAsync($"/users/{Library.Member.Id}");
        (await Library.Librarian.PatchAsync($"/users/{Library.Member.Id}", new { phone = "1" }, user.ETag)).Expect(HttpStatusCode.OK);

        Assert.That((await Library.Librarian.PatchAsync($"/users/{Library.Member.Id}", new { phone = "2" }, user.ETag)).Status, Is.EqualTo(HttpStatusCode.PreconditionFailed));
    }

    [Test]
    public async Task Members_see_themselves_and_their_loans_and_change_how_they_are_reached()
    {
        var book = await Library.ShelveAsync(copies: 2);
        var mine = await Library.Librarian.PostAsync("/loans", new { copyBarcode = book.Barcodes[0], userId = Library.Member.Id });
        var theirs = await Library.Librarian.PostAsync("/loans", new { copyBarcode = book.Barcodes[1], userId = Library.OtherMember.Id });

        var me = await Library.Member.PatchAsync("/me", new { phone = "555" });

        Assert.Multiple(async () =>
        {
            Assert.That(me["phone"], Is.EqualTo("555"));
            Assert.That((await Library.Member.PatchAsync("/me", new { role = "admin" })).Status, Is.EqualTo(HttpStatusCode.BadRequest));
            Assert.That(Ids(await Library.Member.GetAsync("/me/loans")), Is.EqualTo([mine.Id]));
            Assert.That(Ids(await Library.Member.GetAsync("/loans")), Is.EqualTo([mine.Id]));
            Assert.That(Ids(await Library.Librarian.GetAsync($"/users/{Library.OtherMember.Id}/loans")), Is.EqualTo([theirs.Id]));
            Assert.That((await Library.Member.GetAsync($"/loans/{theirs.Id}")).Status, Is.EqualTo(HttpStatusCode.NotFound));
            Assert.That((await Library.Member.GetAsync($"/me/loans?userId={Library.OtherMember.Id}")).Errors, Is.EqualTo(["userId"]));
        });
    }

    private static IEnumerable<int> Ids(Reply list) => list.Json.EnumerateArray().Select(item => item.GetProperty("id").GetInt32());
}
