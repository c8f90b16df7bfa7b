namespace Lms.Tests.Identity;

public sealed class SigningIn : LibraryTest
{
    [Test]
    public async Task The_right_password_opens_the_library()
    {
        var session = (await SignInAsync("member1", "member1123")).Expect(HttpStatusCode.OK);

        var me = await new Visitor(Library.Address, 0, session["access_token"]).GetAsync("/me");
        Assert.That((session["token_type"], session["expires_in"], me["username"]), Is.EqualTo(("bearer", "900", "member1")));
    }

    [Test]
    public async Task A_stranger_is_not_told_whether_the_name_or_the_password_is_wrong()
    {
        var (wrong, nobody) = (await SignInAsync("member1", "wrong password"), await SignInAsync("nobody", "wrong password"));

        Assert.That((wrong.Status, wrong.Code, wrong["detail"]), Is.EqualTo((nobody.Status, nobody.Code, nobody["detail"])));
        Assert.That((wrong.Status, wrong.Code), Is.EqualTo((HttpStatusCode.Unauthorized, "invalid-credentials")));
    }

    [Test]
    public async Task Five_wrong_passwords_lock_the_account_for_a_while_and_the_answer_stays_the_same()
    {
        for (var attempt = 0; attempt < 5; attempt++)
            await SignInAsync("member1", "wrong password");

        var locked = await SignInAsync("member1", "member1123");
        Library.Clock.Advance(TimeSpan.FromMinutes(16));
        var later = await SignInAsync("member1", "member1123");

        Assert.That((locked.Status, locked.Code, later.Status), Is.EqualTo((HttpStatusCode.Unauthorized, "invalid-credentials", HttpStatusCode.OK)));
    }

    [Test]
    public async Task Locking_an_account_ends_its_session_within_a_minute()
    {
        for (var attempt = 0; attempt < 5; attempt++)
            await SignInAsync("member1", "wrong password");
        Library.Clock.Advance(TimeSpan.FromSeconds(59));

        Assert.That((await Library.Member.GetAsync("/me")).Status, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [TestCase("", "x", "username")]
    [TestCase("x", "", "password")]
    public async Task What_is_left_empty_is_named(string username, string password, string member) =>
        Assert.That((await SignInAsync(username, password)).Expect(HttpStatusCode.BadRequest).Errors, Does.Contain(member));

    [Test]
    public async Task A_new_password_ends_all_sessions_and_only_the_new_one_opens()
    {
        var session = await SignInAsync("member1", "member1123");
        (await Library.Member.PostAsync("/auth/password", new { currentPassword = "member1123", newPassword = "correct horse" })).Expect(HttpStatusCode.NoContent);
        Library.Clock.Advance(TimeSpan.FromSeconds(59));

        Assert.Multiple(async () =>
        {
            Assert.That((await Library.Member.GetAsync("/me")).Status, Is.EqualTo(HttpStatusCode.Unauthorized));
            Assert.That((await Library.Stranger.FormAsync("/auth/refresh", ("refresh_token", session["refresh_token"]!))).Status, Is.EqualTo(HttpStatusCode.Unauthorized));
            Assert.That((await SignInAsync("member1", "member1123")).Status, Is.EqualTo(HttpStatusCode.Unauthorized));
            Assert.That((await SignInAsync("member1", "correct horse")).Status, Is.EqualTo(HttpStatusCode.OK));
        });
    }

    [TestCase("wrong", "correct horse", "currentPassword")]
    [TestCase("member1123", "short", "newPassword")]
    public async Task A_new_password_needs_the_old_one_and_some_length(string current, string chosen, string member) =>
        Assert.That((await Library.Member.PostAsync("/auth/password", new { currentPassword = current, newPassword = chosen })).Expect(HttpStatusCode.BadRequest).Errors, Is.EqualTo([member]));

    [Test]
    public async Task Passwords_and_refresh_tokens_are_kept_only_as_hashes()
    {
        var session = await SignInAsync("member1", "member1123");

        Assert.That(await Library.ScalarAsync<string>("SELECT password_hash FROM users WHERE username = 'member1'"), Does.Not.Contain("member1123"));
        Assert.That(await Library.ScalarAsync<string>("SELECT string_agg(refresh_tokens::text, '') FROM refresh_tokens"), Does.Not.Contain(session["refresh_token"]!));
    }

    private Task<Reply> SignInAsync(string username, string password) => Library.Stranger.FormAsync("/auth/login", ("username", username), ("password", password));
}
