using Lms.Tests.Access;
using Lms.Tests.BadInput;

namespace Lms.Tests.Common;

/// <summary>What a client that knows one resource knows of all of them.</summary>
public sealed class ReadingResources : LibraryTest
{
    /// <summary>Lists that are short by nature, and come whole.</summary>
    private static readonly string[] WholeLists =
        ["/material-types", "/patron-categories", "/circulation-rules", "/branches/{id}/opening-hours", "/holds/pick-list", "/users/{id}/blocks", "/users/{id}/proxies",
            "/reports/circulation", "/reports/collection", "/search/suggestions"];

    private static readonly string[] PagedLists =
        ["/books", "/copies", "/books/{book}/copies", "/users", "/loans", "/me/loans", "/users/{member}/loans", "/transactions", "/branches", "/imports", "/jobs"];

    /// <summary>Their items are not told apart by an <c>id</c> of their own, or they come in another order than newest first.</summary>
    private static readonly string[] OtherPagedLists =
    [
        "/books/duplicates", "/books/{id}/editions", "/books/{id}/holds", "/books/{id}/merged-books", "/branches/{id}/closures", "/copies/{id}/history", "/holds", "/holds/to-clear", "/imports/{id}/errors", "/jobs/{id}/errors", "/me/account/entries", "/me/history", "/me/holds",
        "/me/notices", "/reports/debts", "/reports/hold-shelf", "/reports/overdues", "/reports/popular", "/transfers", "/users/{id}/account/entries", "/users/{id}/holds", "/users/{id}/notices",
    ];

    private Shelved _book = null!;
    private Reply _loan = null!;

    [SetUp]
    public async Task HaveThreeOfEverything()
    {
        _book = await Library.ShelveAsync(copies: 3);
        await Library.ShelveAsync("Second");
        await Library.ShelveAsync("Third");
        foreach (var barcode in _book.Barcodes)
            _loan = (await Library.Librarian.PostAsync("/loans", new { copyBarcode = barcode, userId = Library.Admin.Id })).Expect(HttpStatusCode.Created);
        foreach (var code in new[] { "EAST", "WEST" })
            await Library.Admin.PostAsync("/branches", new { code, name = code, timeZone = "UTC" });
        foreach (var title in new[] { "A", "B", "C" })
            (await Library.Librarian.RawAsync(HttpMethod.Post, "/imports", $"title,author\n{title},B\n", "text/csv")).Expect(HttpStatusCode.Accepted);
        foreach (var genre in new[] { "A", "B", "C" })
            (await Library.Librarian.PostAsync("/books/edits", new { bookIds = new[] { 4711, 4712 }, set = new { genre } })).Expect(HttpStatusCode.Accepted);
        while (await Library.ScalarAsync<long>("SELECT (SELECT count(*) FROM imports WHERE finished_at IS NULL) + (SELECT count(*) FROM jobs WHERE finished_at IS NULL)") > 0)
            await Task.Delay(20);
    }

    [TestCaseSource(nameof(PagedLists))]
    public async Task A_list_is_read_to_its_end_by_following_its_links(string list)
    {
        var whole = await ListAsync(At(list) + "?limit=200&count=true");
        var pieces = new List<int>();
        for (var next = At(list) + "?limit=1"; next is not null;)
        {
            var page = await ListAsync(next);
            Assert.That(page.Json.GetArrayLength(), Is.EqualTo(1), "A page is never empty where the list is not.");
            pieces.AddRange(Ids(page));
            Assert.That(pieces, Is.Unique, "A page was repeated.");
            next = page.Next!;
        }

        Assert.That(pieces, Has.Count.GreaterThanOrEqualTo(3).And.EqualTo(Ids(whole)));
        Assert.That(whole.Headers.GetValues("X-Total-Count").Single(), Is.EqualTo($"{pieces.Count}"));
        Assert.That(whole.Next, Is.Null);
    }

    [Test]
    public async Task Every_other_list_is_read_to_its_end_by_following_its_links()
    {
        await HaveTwoOfEverythingElseAsync();
        var me = await Library.AgainAsync(Library.Member);

        Assert.Multiple(async () =>
        {
            foreach (var list in OtherPagedLists)
            {
                var reader = list.StartsWith("/me", StringComparison.Ordinal) ? me : Library.Admin;
                var path = list.Replace("{id}", list.Split('/')[1] switch
                {
                    "books" => $"{_book.BookId}",
                    "branches" => $"{await Library.ScalarAsync<int>("SELECT min(id) FROM branches")}",
                    "copies" => $"{await Library.ScalarAsync<int>("SELECT min(id) FROM copies")}",
                    "imports" => $"{await Library.ScalarAsync<int>("SELECT max(id) FROM imports")}",
                    "jobs" => $"{await Library.ScalarAsync<int>("SELECT max(id) FROM jobs")}",
                    _ => $"{Library.Member.Id}",
                }, StringComparison.Ordinal);
                var whole = (await reader.GetAsync(path + "?limit=200&count=true")).Expect(HttpStatusCode.OK);
                var pieces = new List<string>();
                for (var next = path + "?limit=1"; next is not null;)
                {
                    var page = (await reader.GetAsync(next)).Expect(HttpStatusCode.OK);
                    pieces.AddRange(page.Json.EnumerateArray().Select(item => item.GetRawText()));
                    next = pieces.Count > 1000 ? null : page.Next;
                }

                Assert.That(pieces, Has.Count.GreaterThanOrEqualTo(2), list);
                Assert.That(pieces, Is.EqualTo(whole.Json.EnumerateArray().Select(item => item.GetRawText())), list);
                Assert.That((whole.Headers.GetValues("X-Total-Count").Single(), whole.Next), Is.EqualTo(($"{pieces.Count}", (string?)null)), list);
            }
        });
    }

    [TestCaseSource(nameof(PagedLists))]
    public async Task A_list_is_newest_first_and_the_other_way_round_where_it_is_asked(string list)
    {
        var (newest, oldest) = (Ids(await ListAsync(At(list))), Ids(await ListAsync(At(list) + "?sort=id")));

        Assert.That(newest, Is.Ordered.Descending);
        Assert.That(oldest, Is.EqualTo(newest.Reverse()));
    }

    [TestCaseSource(nameof(PagedLists))]
    public async Task The_next_page_asks_for_what_the_first_one_asked(string list)
    {
        var page = await ListAsync(At(list) + "?limit=2&sort=id&count=true");

        Assert.That(page.Next, Does.StartWith(At(list) + "?").And.Contain("limit=2").And.Contain("sort=id").And.Contain("count=true").And.Contain("cursor="));
        Assert.That(Ids(await ListAsync(page.Next!)), Has.All.GreaterThan(Ids(page).Max()));
    }

    [Test]
    public async Task Every_list_of_the_API_is_paged_or_short_by_nature()
    {
        var document = (await Library.Stranger.GetAsync("/swagger/v1/swagger.json")).Json;
        var lists = Operation.AllOf(document).Where(operation => operation.Method == HttpMethod.Get && operation.AnswersAList).ToList();

        Assert.That(lists.Where(list => list.Query.Any(parameter => parameter.Name == "cursor")).Select(list => list.Path),
            Is.EquivalentTo(PagedLists.Select(path => path.Replace("{book}", "{id}", StringComparison.Ordinal).Replace("{member}", "{id}", StringComparison.Ordinal)).Concat(OtherPagedLists)));
        Assert.That(lists.Where(list => list.Query.All(parameter => parameter.Name != "cursor")).Select(list => list.Path), Is.EquivalentTo(WholeLists));
    }

    [Test]
    public async Task A_trailing_slash_makes_no_difference_on_any_path()
    {
        foreach (var route in Routes.Of(Library).Where(route => route is { Method: "GET", Path: not ("/imports/{id}/events" or "/jobs/{id}/events" or "/events") }))
        {
            var path = System.Text.RegularExpressions.Regex.Replace(route.Path.Replace("{code}", "refused", StringComparison.Ordinal), @"\{\w+\}", "1");
            var (without, with) = (await Library.Admin.GetAsync(path), await Library.Admin.GetAsync(path + "/"));

            Assert.That((with.Status, with.MediaType), Is.EqualTo((without.Status, without.MediaType)), path);
            if (without.Status == HttpStatusCode.OK)
                Assert.That(with.Text, Is.EqualTo(without.Text), path);
        }
    }

    [TestCase("/books/{book}")]
    [TestCase("/copies/{copy}")]
    [TestCase("/loans/{loan}")]
    [TestCase("/users/{member}")]
    [TestCase("/me")]
    [TestCase("/branches/{branch}")]
    [TestCase("/imports/{import}")]
    [TestCase("/jobs/{job}")]
    public async Task Who_has_a_resource_already_is_told_so_in_a_word(string resource)
    {
        var path = await ResolveAsync(resource);
        var first = (await Library.Admin.GetAsync(path)).Expect(HttpStatusCode.OK);

        Assert.That(first.ETag, Does.Match("^\"[^\"]+\"$"));
        foreach (var known in new[] { first.ETag, "*", $"\"other\", {first.ETag}", $"W/{first.ETag}" })
        {
            var again = await Library.Admin.GetAsync(path, known);
            Assert.That((again.Status, again.Text, again.ETag), Is.EqualTo((HttpStatusCode.NotModified, "", first.ETag)), known);
        }

        Assert.That((await Library.Admin.GetAsync(path, "\"other\"")).Text, Is.EqualTo(first.Text));
    }

    [TestCase("PUT", "/books/{book}", """{"title":"New","author":"New"}""")]
    [TestCase("PATCH", "/books/{book}", """{"title":"New"}""")]
    [TestCase("DELETE", "/books/{unlent}", null)]
    [TestCase("PATCH", "/copies/{copy}", """{"note":"New"}""")]
    [TestCase("DELETE", "/copies/{unlentCopy}", null)]
    [TestCase("PATCH", "/loans/{loan}", """{"dueAt":"2026-04-01T12:00:00Z"}""")]
    [TestCase("PATCH", "/users/{member}", """{"phone":"555"}""")]
    [TestCase("DELETE", "/users/{member}", null)]
    [TestCase("PATCH", "/me", """{"phone":"555"}""")]
    [TestCase("PATCH", "/branches/{branch}", """{"name":"New"}""")]
    [TestCase("DELETE", "/branches/{empty}", null)]
    [TestCase("PATCH", "/patron-categories/{category}", """{"name":"New"}""")]
    public async Task A_change_of_another_version_is_refused_and_of_this_one_is_done(string method, string resource, string? body)
    {
        var path = await ResolveAsync(resource);
        var tag = path.StartsWith("/patron-categories", StringComparison.Ordinal)
            ? (await Library.Admin.PatchAsync(path, new { minAge = 1 })).ETag
            : (await Library.Admin.GetAsync(path)).Expect(HttpStatusCode.OK).ETag;

        foreach (var other in new[] { "\"other\"", $"W/{tag}", "\"\"" })
        {
            var refused = await ChangeAsync(other);
            Assert.That((refused.Status, refused.Code, refused.MediaType), Is.EqualTo((HttpStatusCode.PreconditionFailed, "changed-meanwhile", "application/problem+json")), other);
        }

        var done = await ChangeAsync($"\"other\", {tag}");
        Assert.That(done.Status, Is.EqualTo(method == "DELETE" ? HttpStatusCode.NoContent : HttpStatusCode.OK), done.Text);
        if (method != "DELETE")
            Assert.That(done.ETag, Is.Not.Null.And.Not.EqualTo(tag));

        Task<Reply> ChangeAsync(string? known) => Library.Admin.SendAsync(new HttpMethod(method), path, body is null ? null : new StringContent(body, null, "application/json"), ("If-Match", known));
    }

    [Test]
    public void Every_change_of_a_resource_can_be_held_against_a_version()
    {
        var attribute = typeof(Api.Common.IfMatchAttribute);
        var blind = Routes.Of(Library).Where(route => route.Method is "PUT" or "PATCH" or "DELETE")
            .Where(route => !route.Metadata.Find<Microsoft.AspNetCore.Mvc.Controllers.ControllerActionDescriptor>()!.MethodInfo.GetParameters().Any(parameter => parameter.IsDefined(attribute, inherit: false)));

        // What is told by the path and one date has no version of its own.
        Assert.That(blind.Select(route => route.Name), Is.EquivalentTo(["DELETE /users/{id}/blocks/{code}", "PUT /users/{id}/proxies/{proxyId}", "DELETE /users/{id}/proxies/{proxyId}"]));
    }

    /// <summary>Queues, closures, debts, notices, a history: two entries at least in every list that is not read above.</summary>
    private async Task HaveTwoOfEverythingElseAsync()
    {
        var (member, desk) = (Library.Member, Library.Librarian);
        (await member.PatchAsync("/me", new { keepsHistory = true, email = "member1@library.example" })).Expect(HttpStatusCode.OK);
        var main = await Library.ScalarAsync<int>("SELECT min(id) FROM branches");
        var east = await Library.ScalarAsync<int>("SELECT max(id) FROM branches");
        foreach (var day in new[] { "2026-12-24", "2026-12-31" })
            (await Library.Admin.PostAsync($"/branches/{main}/closures", new { from = day, to = day, yearly = false, reason = "Holidays" })).Expect(HttpStatusCode.Created);
        (await desk.RawAsync(HttpMethod.Post, "/imports", "title,author\n,A\n,B\n", "text/csv")).Expect(HttpStatusCode.Accepted);
        while (await Library.ScalarAsync<long>("SELECT count(*) FROM imports WHERE status IN ('queued', 'running')") > 0)
            await Task.Delay(20);

        // The first copy comes back twice, for a history; what the member owes are two charges.
        var first = _book.Barcodes[0];
        (await desk.PostAsync("/returns", new { copyBarcode = first })).Expect(HttpStatusCode.OK);
        foreach (var title in new[] { "Read once", "Read twice" })
        {
            var read = await Library.ShelveAsync(title);
            (await desk.PostAsync("/loans", new { copyBarcode = read.Barcode, userId = member.Id })).Expect(HttpStatusCode.Created);
            (await desk.PostAsync("/returns", new { copyBarcode = read.Barcode })).Expect(HttpStatusCode.OK);
        }

        foreach (var visitor in new[] { member, Library.OtherMember })
        {
            for (var charge = 0; charge < 2; charge++)
                (await desk.PostAsync($"/users/{visitor.Id}/charges", new { amount = 1.50m, note = "A new card" })).Expect(HttpStatusCode.Created);
        }

        // The same book twice more: editions of it, or the same one by mistake.
        await Library.ShelveAsync(copies: 0);
        await Library.ShelveAsync(copies: 0);

        foreach (var title in new[] { "The Modern Prometheus", "Frankenstein's monster" })
            (await desk.PostAsync($"/books/{_book.BookId}/merge", new { bookIds = new[] { (await Library.ShelveAsync(title, copies: 0)).BookId } })).Expect(HttpStatusCode.OK);

        // Two waiting for one book, and two holds of the member; two copies on their way, two on the hold shelf, two to be cleared from it.
        foreach (var waiter in new[] { member, Library.OtherMember })
            (await desk.PostAsync("/holds", new { bookId = _book.BookId, userId = waiter.Id, pickupBranchId = main })).Expect(HttpStatusCode.Created);
        for (var number = 1; number <= 2; number++)
        {
            foreach (var (name, pickup) in new[] { ("On its way", east), ("On the shelf", main), ("To clear", main) })
            {
                var book = await Library.ShelveAsync($"{name} {number}");
                (await desk.PostAsync("/loans", new { copyBarcode = book.Barcode, userId = Library.OtherMember.Id })).Expect(HttpStatusCode.Created);
                var hold = (await desk.PostAsync("/holds", new { bookId = book.BookId, userId = member.Id, pickupBranchId = pickup })).Expect(HttpStatusCode.Created);
                (await desk.PostAsync("/returns", new { copyBarcode = book.Barcode, branchId = main })).Expect(HttpStatusCode.OK);
                if (name == "To clear")
                    (await desk.DeleteAsync($"/holds/{hold.Id}")).Expect(HttpStatusCode.NoContent);
            }

            var late = await Library.ShelveAsync($"Late {number}");
            (await desk.PostAsync("/loans", new { copyBarcode = late.Barcode, userId = member.Id, dueAt = Library.Opening.AddHours(2) })).Expect(HttpStatusCode.Created);
        }

        await Library.WaitAsync(TimeSpan.FromHours(30));
        await Library.DoChoresAsync();
    }

    private static int[] Ids(Reply list) => [.. list.Json.EnumerateArray().Select(item => item.GetProperty("id").GetInt32())];

    private async Task<Reply> ListAsync(string path) => (await Library.Admin.GetAsync(path)).Expect(HttpStatusCode.OK);

    private string At(string list) => list.Replace("{book}", $"{_book.BookId}", StringComparison.Ordinal).Replace("{member}", $"{Library.Admin.Id}", StringComparison.Ordinal);

    private async Task<string> ResolveAsync(string resource)
    {
        var (place, name) = (resource.Split('/')[1], resource.Split('/').ElementAtOrDefault(2));
        var sql = name switch
        {
            null => "SELECT 0",
            "{book}" => $"SELECT {_book.BookId}",
            "{unlent}" => "SELECT id FROM books WHERE title = 'Second'",
            "{copy}" => $"SELECT min(id) FROM copies WHERE book_id = {_book.BookId}",
            "{unlentCopy}" => $"SELECT max(id) FROM copies WHERE book_id <> {_book.BookId}",
            "{loan}" => $"SELECT {_loan.Id}",
            "{member}" => $"SELECT {Library.OtherMember.Id}",
            "{branch}" => "SELECT min(id) FROM branches",
            "{empty}" => "SELECT max(id) FROM branches",
            "{import}" => "SELECT min(id) FROM imports",
            "{job}" => "SELECT min(id) FROM jobs",
            "{category}" => "SELECT min(id) FROM patron_categories",
            _ => throw new ArgumentOutOfRangeException(nameof(resource), resource, "Say which one."),
        };
        return name is null ? $"/{place}" : $"/{place}/{await Library.ScalarAsync<int>(sql)}";
    }
}
