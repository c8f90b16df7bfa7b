using System.Security.Cryptography;
using Lms.Infrastructure.Identity;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Lms.Tests.Identity;

public sealed class KeepingASession : LibraryTest
{
    [Test]
    public async Task A_refresh_token_gets_the_next_session_and_a_used_one_ends_the_whole_family()
    {
        var first = await SignInAsync();
        var second = (await RefreshAsync(first["refresh_token"]!)).Expect(HttpStatusCode.OK);

        var reused = await RefreshAsync(first["refresh_token"]!);
        var victim = await RefreshAsync(second["refresh_token"]!);

        Assert.That((reused.Status, reused.Code, victim.Status), Is.EqualTo((HttpStatusCode.Unauthorized, "invalid-refresh-token", HttpStatusCode.Unauthorized)));
    }

    [Test]
    public async Task A_reused_token_leaves_other_sessions_of_the_user_alone()
    {
        var (stolen, other) = (await SignInAsync(), await SignInAsync());
        await RefreshAsync(stolen["refresh_token"]!);
        await RefreshAsync(stolen["refresh_token"]!);

        Assert.That((await RefreshAsync(other["refresh_token"]!)).Status, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test, CancelAfter(30_000)]
    public async Task Of_many_refreshes_at_once_with_one_token_at_most_one_succeeds()
    {
        var session = await SignInAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => RefreshAsync(session["refresh_token"]!)));

        Assert.That(answers.Count(answer => answer.Status == HttpStatusCode.OK), Is.EqualTo(1));
        Assert.That(answers.Where(answer => answer.Status != HttpStatusCode.OK).Select(answer => answer.Status), Is.All.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task Signing_out_ends_the_session()
    {
        var session = await SignInAsync();
        (await Library.Member.FormAsync("/auth/logout", ("refresh_token", session["refresh_token"]!))).Expect(HttpStatusCode.NoContent);

        Assert.That((await RefreshAsync(session["refresh_token"]!)).Status, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task A_refresh_token_is_not_good_for_ever()
    {
        var session = await SignInAsync();
        Library.Clock.Advance(TimeSpan.FromDays(366));

        Assert.That((await RefreshAsync(session["refresh_token"]!)).Status, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task An_access_token_is_good_for_fifteen_minutes()
    {
        Library.Clock.Advance(TimeSpan.FromMinutes(15) - TimeSpan.FromSeconds(1));
        var within = await Library.Member.GetAsync("/me");
        Library.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.That((within.Status, (await Library.Member.GetAsync("/me")).Status), Is.EqualTo((HttpStatusCode.OK, HttpStatusCode.Unauthorized)));
    }

    [Test]
    public async Task A_token_signed_by_nobody_or_by_another_key_opens_nothing()
    {
        var real = new JsonWebToken((await SignInAsync())["access_token"]);
        var claims = new Dictionary<string, object> { ["sub"] = real.Subject, ["role"] = "admin", ["stamp"] = real.GetClaim("stamp").Value };
        using var foreign = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var descriptor = new SecurityTokenDescriptor
        {
            Issuer = TokenClaims.Issuer,
            Audience = TokenClaims.Issuer,
            Claims = claims,
            Expires = Library.Clock.GetUtcNow().UtcDateTime.AddMinutes(5),
            NotBefore = Library.Clock.GetUtcNow().UtcDateTime,
            IssuedAt = Library.Clock.GetUtcNow().UtcDateTime,
        };
        var handler = new JsonWebTokenHandler();
        var unsigned = handler.CreateToken(descriptor);
        descriptor.SigningCredentials = new SigningCredentials(new ECDsaSecurityKey(foreign) { KeyId = real.Kid }, SecurityAlgorithms.EcdsaSha256);
        var forged = handler.CreateToken(descriptor);
        descriptor.SigningCredentials = new SigningCredentials(new SymmetricSecurityKey(new byte[32]) { KeyId = real.Kid }, SecurityAlgorithms.HmacSha256);
        var symmetric = handler.CreateToken(descriptor);

        foreach (var token in new[] { unsigned, forged, symmetric, "abc", "a.b.c", "" })
        {
            var answer = await new Visitor(Library.Address, 0, token).GetAsync("/users");
            Assert.That((answer.Status, answer.Code), Is.EqualTo((HttpStatusCode.Unauthorized, "not-signed-in")), token);
        }
    }

    [Test]
    public async Task A_demoted_librarian_loses_the_desk_within_a_minute()
    {
        (await Library.Librarian.GetAsync("/users")).Expect(HttpStatusCode.OK);
        (await Library.Admin.PatchAsync($"/users/{Library.Librarian.Id}", new { role = "member" })).Expect(HttpStatusCode.OK);
        Library.Clock.Advance(TimeSpan.FromSeconds(59));

        Assert.That((await Library.Librarian.GetAsync("/users")).Status, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task The_token_of_a_deleted_user_opens_nothing()
    {
        (await Library.Librarian.DeleteAsync($"/users/{Library.Member.Id}")).Expect(HttpStatusCode.NoContent);

        Assert.That((await Library.Member.GetAsync("/me")).Status, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task Any_replica_accepts_what_another_one_signed()
    {
        await using var first = await Library.OpenAsync(await TestDatabase.CloneAsync());
        await first.ReopenAsync();
        await using var second = await Library.OpenAsync(first.ConnectionString);
        first.Clock.Advance(TimeSpan.FromDays(365));
        second.Clock.Advance(TimeSpan.FromDays(365));
        var session = await first.Stranger.FormAsync("/auth/login", ("username", "member1"), ("password", "member1123"));

        Assert.That((await new Visitor(second.Address, 0, session["access_token"]).GetAsync("/me"))["username"], Is.EqualTo("member1"));
    }

    [Test]
    public async Task A_new_signing_key_takes_over_and_tokens_of_the_old_one_stay_good()
    {
        // A library of its own: keys outlive the other tests' journeys through time.
        await using var library = await Library.OpenAsync(await TestDatabase.CloneAsync());
        await library.ReopenAsync();
        var keys = await library.ScalarAsync<long>("SELECT count(*) FROM signing_keys");
        library.Clock.Advance(SigningKey.UsedFor - TimeSpan.FromMinutes(1));
        var old = await library.Stranger.FormAsync("/auth/login", ("username", "member1"), ("password", "member1123"));
        library.Clock.Advance(TimeSpan.FromMinutes(2));
        var fresh = await library.Stranger.FormAsync("/auth/login", ("username", "member1"), ("password", "member1123"));

        Assert.That(await library.ScalarAsync<long>("SELECT count(*) FROM signing_keys"), Is.GreaterThan(keys));
        foreach (var session in new[] { old, fresh })
            (await new Visitor(library.Address, 0, session["access_token"]).GetAsync("/me")).Expect(HttpStatusCode.OK);
    }

    private Task<Reply> SignInAsync() => Library.Stranger.FormAsync("/auth/login", ("username", "member1"), ("password", "member1123"));

    private Task<Reply> RefreshAsync(string token) => Library.Stranger.FormAsync("/auth/refresh", ("refresh_token", token));
}
