using Microsoft.AspNetCore.Authorization;

namespace Lms.Tests.Access;

public sealed class WhoMayUseWhichRoute : LibraryTest
{
    private static readonly string[] EveryRole = ["stranger", "member", "librarian", "admin"];

    /// <summary>Every route of the API, and the first of the roles that may use it.</summary>
    private static readonly Dictionary<string, string> FirstRole = new()
    {
        ["POST /auth/login"] = "stranger",
        ["POST /auth/refresh"] = "stranger",
        ["POST /auth/logout"] = "member",
        ["POST /auth/password"] = "member",
        ["POST /auth/password/forgot"] = "stranger",
        ["POST /auth/password/reset"] = "stranger",

        ["GET /books"] = "stranger",
        ["POST /books"] = "librarian",
        ["GET /books/{id}"] = "stranger",
        ["GET /books/{id}/availability"] = "stranger",
        ["PUT /books/{id}"] = "librarian",
        ["PATCH /books/{id}"] = "librarian",
        ["DELETE /books/{id}"] = "librarian",
        ["GET /books/duplicates"] = "librarian",
        ["POST /books/{id}/merge"] = "librarian",
        ["GET /books/{id}/merged-books"] = "librarian",
        ["POST /books/edits"] = "librarian",
        ["POST /books/edits/preview"] = "librarian",
        ["POST /books/merges"] = "librarian",
        ["POST /books/merges/preview"] = "librarian",
        ["GET /books/{id}/editions"] = "stranger",
        ["GET /books/{id}/copies"] = "stranger",
        ["POST /books/{id}/copies"] = "librarian",

        ["GET /exports/books"] = "librarian",
        ["POST /exports"] = "librarian",
        ["GET /search"] = "stranger",
        ["GET /search/suggestions"] = "stranger",

        ["GET /copies"] = "stranger",
        ["GET /copies/{id}"] = "stranger",
        ["GET /copies/{id}/history"] = "librarian",
        ["PATCH /copies/{id}"] = "librarian",
        ["POST /copies/edits"] = "librarian",
        ["POST /copies/edits/preview"] = "librarian",
        ["DELETE /copies/{id}"] = "librarian",

        ["GET /material-types"] = "stranger",
        ["GET /material-types/{code}"] = "stranger",
        ["POST /material-types"] = "admin",
        ["PATCH /material-types/{code}"] = "admin",
        ["DELETE /material-types/{code}"] = "admin",

        ["GET /loans"] = "member",
        ["GET /loans/{id}"] = "member",
        ["GET /loans/{id}/explanation"] = "member",
        ["POST /loans"] = "member",
        ["POST /loans/batch"] = "librarian",
        ["POST /loans/evaluate"] = "member",
        ["POST /loans/{id}/renew"] = "member",
        ["POST /loans/{id}/return"] = "librarian",
        ["PATCH /loans/{id}"] = "librarian",

        ["POST /users/{id}/loans/renew"] = "librarian",
        ["POST /me/loans/renew"] = "member",
        ["POST /users/{id}/receipt"] = "librarian",

        ["POST /returns"] = "librarian",
        ["POST /returns/batch"] = "librarian",

        ["POST /loans/{id}/declare-lost"] = "librarian",
        ["POST /loans/{id}/claim-returned"] = "librarian",

        ["GET /reports/overdues"] = "librarian",
        ["GET /reports/circulation"] = "librarian",
        ["GET /reports/popular"] = "librarian",
        ["GET /reports/collection"] = "librarian",
        ["GET /reports/debts"] = "librarian",
        ["GET /reports/hold-shelf"] = "librarian",

        ["GET /transactions"] = "librarian",
        ["GET /transactions/{id}"] = "librarian",
        ["POST /transactions/{id}/undo"] = "librarian",

        ["GET /books/{id}/holds"] = "librarian",

        ["GET /holds"] = "member",
        ["GET /holds/{id}"] = "member",
        ["POST /holds"] = "member",
        ["POST /holds/evaluate"] = "member",
        ["PATCH /holds/{id}"] = "member",
        ["DELETE /holds/{id}"] = "member",
        ["POST /holds/{id}/suspend"] = "member",
        ["POST /holds/{id}/resume"] = "member",
        ["POST /holds/{id}/move"] = "librarian",
        ["GET /holds/pick-list"] = "librarian",
        ["POST /holds/{id}/pick"] = "librarian",
        ["GET /holds/to-clear"] = "librarian",
        ["POST /holds/{id}/clear"] = "librarian",

        ["GET /me/holds"] = "member",

        ["GET /transfers"] = "librarian",

        ["GET /users/{id}/holds"] = "librarian",

        ["GET /me"] = "member",
        ["PATCH /me"] = "member",
        ["GET /me/loans"] = "member",

        ["GET /users"] = "librarian",
        ["GET /users/{id}"] = "librarian",
        ["POST /users"] = "librarian",
        ["PATCH /users/{id}"] = "librarian",
        ["DELETE /users/{id}"] = "librarian",
        ["GET /users/{id}/loans"] = "librarian",

        ["GET /users/{id}/blocks"] = "librarian",
        ["POST /users/{id}/blocks"] = "librarian",
        ["DELETE /users/{id}/blocks/{code}"] = "librarian",

        ["GET /patron-categories"] = "member",
        ["GET /patron-categories/{id}"] = "member",
        ["POST /patron-categories"] = "admin",
        ["PATCH /patron-categories/{id}"] = "admin",
        ["DELETE /patron-categories/{id}"] = "admin",

        ["GET /me/history"] = "member",
        ["GET /me/export"] = "member",

        ["GET /users/{id}/proxies"] = "librarian",
        ["PUT /users/{id}/proxies/{proxyId}"] = "librarian",
        ["DELETE /users/{id}/proxies/{proxyId}"] = "librarian",

        ["GET /users/{id}/account"] = "librarian",
        ["GET /users/{id}/account/entries"] = "librarian",
        ["GET /users/{id}/account/entries/{entryId}"] = "librarian",
        ["POST /users/{id}/charges"] = "librarian",
        ["POST /users/{id}/payments"] = "librarian",
        ["POST /users/{id}/waivers"] = "librarian",
        ["POST /users/{id}/refunds"] = "librarian",

        ["GET /me/account"] = "member",
        ["GET /me/account/entries"] = "member",

        ["GET /users/{id}/notices"] = "librarian",
        ["GET /me/notices"] = "member",
        ["POST /notices/{id}/resend"] = "librarian",

        ["GET /circulation-rules"] = "librarian",
        ["GET /circulation-rules/{id}"] = "librarian",
        ["GET /circulation-rules/match"] = "librarian",
        ["POST /circulation-rules/simulate"] = "librarian",
        ["POST /circulation-rules"] = "admin",
        ["PATCH /circulation-rules/{id}"] = "admin",
        ["DELETE /circulation-rules/{id}"] = "admin",

        ["GET /settings"] = "librarian",
        ["PATCH /settings"] = "admin",

        ["GET /branches"] = "stranger",
        ["GET /branches/{id}"] = "stranger",
        ["POST /branches"] = "admin",
        ["PATCH /branches/{id}"] = "admin",
        ["DELETE /branches/{id}"] = "admin",

        ["GET /branches/{id}/closures"] = "stranger",
        ["GET /branches/{id}/closures/{closureId}"] = "stranger",
        ["POST /branches/{id}/closures"] = "admin",
        ["POST /branches/{id}/closures/preview"] = "admin",
        ["GET /branches/{id}/closures/{closureId}/lifting"] = "admin",
        ["DELETE /branches/{id}/closures/{closureId}"] = "admin",

        ["GET /branches/{id}/opening-hours"] = "stranger",
        ["PUT /branches/{id}/opening-hours"] = "admin",

        ["POST /imports"] = "librarian",
        ["GET /imports"] = "librarian",
        ["GET /imports/{id}"] = "librarian",
        ["GET /imports/{id}/errors"] = "librarian",
        ["GET /imports/{id}/events"] = "librarian",
        ["POST /imports/{id}/cancel"] = "librarian",
        ["POST /imports/{id}/undo"] = "librarian",
        ["POST /imports/{id}/undoing"] = "librarian",

        ["GET /jobs"] = "librarian",
        ["GET /jobs/{id}"] = "librarian",
        ["GET /jobs/{id}/errors"] = "librarian",
        ["GET /jobs/{id}/events"] = "librarian",
        ["GET /jobs/{id}/file"] = "librarian",
        ["POST /jobs/{id}/cancel"] = "librarian",
        ["POST /jobs/{id}/undo"] = "librarian",

        ["GET /events"] = "member",

        ["GET /problems/{code}"] = "stranger",

        ["GET /health/live"] = "stranger",
        ["GET /health/ready"] = "stranger",
    };

    private static IEnumerable<string> RouteNames => FirstRole.Keys;

    [Test]
    public void Every_route_is_in_the_table_and_the_table_has_no_other() =>
        Assert.That(Routes.Of(Library).Select(route => route.Name), Is.EquivalentTo(FirstRole.Keys), "A new route needs an entry that says who may use it.");

    [Test]
    public void Every_route_says_who_may_use_it()
    {
        var silent = Routes.Of(Library).Where(route => route.Metadata.Find<IAllowAnonymous>() is null && route.Metadata.Find<IAuthorizeData>()?.Policy is not { Length: > 0 });

        Assert.That(silent.Select(route => route.Name), Is.Empty);
    }

    [TestCaseSource(nameof(RouteNames))]
    public async Task A_route_opens_to_its_roles_and_to_no_other(string route)
    {
        var first = Array.IndexOf(EveryRole, FirstRole[route]);
        var (method, path) = (new HttpMethod(route.Split(' ')[0]), route.Split(' ')[1].Replace("{code}", "refused", StringComparison.Ordinal));
        path = System.Text.RegularExpressions.Regex.Replace(path, @"\{\w+\}", "2147483647");
        // What is asked for well never ends.
        if (path == "/events")
            path += "?bookId=0";

        Assert.Multiple(async () =>
        {
            foreach (var (index, (role, visitor)) in EveryRole.Zip(new[] { Library.Stranger, Library.Member, Library.Librarian, Library.Admin }).Index())
            {
                var answer = await visitor.SendAsync(method, path, BodyFor(method, path));
                Assert.That(Refusal(answer), Is.EqualTo(index >= first ? null : role == "stranger" ? "not-signed-in" : "forbidden"), $"{role}: {answer.Text}");
            }
        });
    }

    /// <summary>A body of the right kind that asks for nothing that can be done.</summary>
    private static HttpContent? BodyFor(HttpMethod method, string path) => method == HttpMethod.Get ? null
        : path is "/auth/login" or "/auth/refresh" or "/auth/logout" ? new FormUrlEncodedContent([KeyValuePair.Create("refresh_token", "none")])
        : new StringContent("{}", null, "application/json");

    private static string? Refusal(Reply answer) =>
        answer.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden && answer.Code is "not-signed-in" or "forbidden" ? answer.Code : null;
}
