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
        ["PUT /books/{id}"] = "librarian",
        ["PATCH /books/{id}"] = "librarian",
        ["DELETE /books/{id}"] = "librarian",
        ["GET /books/{id}/copies"] = "stranger",
        ["POST /books/{id}/copies"] = "librarian",
        ["GET /copies"] = "stranger",
        ["GET /copies/{id}"] = "stranger",
        ["PATCH /copies/{id}"] = "librarian",
        ["DELETE /copies/{id}"] = "librarian",
        ["GET /material-types"] = "stranger",
        ["POST /material-types"] = "admin",

        ["GET /loans"] = "member",
        ["POST /loans"] = "member",
        ["POST /loans/evaluate"] = "member",
        ["GET /loans/{id}"] = "member",
        ["PATCH /loans/{id}"] = "librarian",
        ["POST /loans/{id}/renew"] = "member",
        ["POST /loans/{id}/return"] = "librarian",
        ["POST /returns"] = "librarian",
        ["GET /transactions"] = "librarian",
        ["GET /transactions/{id}"] = "librarian",

        ["GET /circulation-rules"] = "librarian",
        ["POST /circulation-rules"] = "admin",
        ["GET /circulation-rules/match"] = "librarian",
        ["GET /circulation-rules/{id}"] = "librarian",
        ["PATCH /circulation-rules/{id}"] = "admin",
        ["DELETE /circulation-rules/{id}"] = "admin",
        ["GET /settings"] = "librarian",
        ["PATCH /settings"] = "admin",

        ["GET /me"] = "member",
        ["PATCH /me"] = "member",
        ["GET /me/loans"] = "member",
        ["GET /users"] = "librarian",
        ["POST /users"] = "librarian",
        ["GET /users/{id}"] = "librarian",
        ["PATCH /users/{id}"] = "librarian",
        ["DELETE /users/{id}"] = "librarian",
        ["GET /users/{id}/loans"] = "librarian",
        ["GET /patron-categories"] = "member",
        ["POST /patron-categories"] = "admin",
        ["PATCH /patron-categories/{id}"] = "admin",

        ["GET /branches"] = "stranger",
        ["POST /branches"] = "admin",
        ["GET /branches/{id}"] = "stranger",
        ["PATCH /branches/{id}"] = "admin",
        ["DELETE /branches/{id}"] = "admin",

        ["POST /imports"] = "librarian",
        ["GET /imports"] = "librarian",
        ["GET /imports/{id}"] = "librarian",
        ["GET /imports/{id}/errors"] = "librarian",
        ["GET /imports/{id}/events"] = "librarian",
        ["POST /imports/{id}/cancel"] = "librarian",

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
        var (method, path) = (new HttpMethod(route.Split(' ')[0]), route.Split(' ')[1].Replace("{id}", "2147483647", StringComparison.Ordinal).Replace("{code}", "refused", StringComparison.Ordinal));

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
