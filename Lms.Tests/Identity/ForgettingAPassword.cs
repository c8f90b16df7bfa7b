namespace Lms.Tests.Identity;

public sealed class ForgettingAPassword : LibraryTest
{
    [SetUp]
    public async Task GiveTheMemberAnAddress() => (await Library.Member.PatchAsync("/me", new { email = "member1@example.org" })).Expect(HttpStatusCode.OK);

    [Test]
    public async Task A_mail_lets_the_user_choose_another_password_once()
    {
        var token = await TokenFromMailAsync();

        var chosen = await Library.Stranger.PostAsync("/auth/password/reset", new { token, newPassword = "correct horse" });
        var again = await Library.Stranger.PostAsync("/auth/password/reset", new { token, newPassword = "another horse" });

        Assert.That((chosen.Status, again.Status), Is.EqualTo((HttpStatusCode.NoContent, HttpStatusCode.BadRequest)));
        (await Library.Stranger.FormAsync("/auth/login", ("username", "member1"), ("password", "correct horse"))).Expect(HttpStatusCode.OK);
    }

    [Test]
    public async Task The_permission_in_the_mail_ends_after_an_hour()
    {
        var token = await TokenFromMailAsync();
        Library.Clock.Advance(TimeSpan.FromHours(1));

        Assert.That((await Library.Stranger.PostAsync("/auth/password/reset", new { token, newPassword = "correct horse" })).Errors, Is.EqualTo(["token"]));
    }

    [TestCase("nobody")]
    [TestCase("member2")]
    public async Task Nobody_learns_whether_a_name_exists_or_has_an_address(string username)
    {
        var answer = await Library.Stranger.PostAsync("/auth/password/forgot", new { username });

        Assert.That((answer.Status, answer.Text, Library.Mail.Sent.IsEmpty), Is.EqualTo((HttpStatusCode.Accepted, "", true)));
    }

    [Test]
    public async Task A_locked_account_opens_again_with_the_new_password()
    {
        for (var attempt = 0; attempt < 5; attempt++)
            await Library.Stranger.FormAsync("/auth/login", ("username", "member1"), ("password", "wrong password"));

        await Library.Stranger.PostAsync("/auth/password/reset", new { token = await TokenFromMailAsync(), newPassword = "correct horse" });

        (await Library.Stranger.FormAsync("/auth/login", ("username", "member1"), ("password", "correct horse"))).Expect(HttpStatusCode.OK);
    }

    private async Task<string> TokenFromMailAsync()
    {
        (await Library.Stranger.PostAsync("/auth/password/forgot", new { username = "member1" })).Expect(HttpStatusCode.Accepted);
        for (var wait = 0; wait < 250 && Library.Mail.Sent.IsEmpty; wait++)
            await Task.Delay(20);
        Assert.That(Library.Mail.Sent.TryDequeue(out var mail), "no mail came");
        Assert.That(mail!.To, Is.EqualTo("member1@example.org"));
        return mail.Text.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).Single(word => word.Length >= 40 && !word.Contains("://", StringComparison.Ordinal));
    }
}
