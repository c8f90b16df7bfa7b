using Lms.Application.Notices;
using Lms.Infrastructure.Notices;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Lms.Tests.Notices;

public sealed class SendingNotices : LibraryTest
{
    [SetUp]
    public async Task GiveTheMemberAnAddress() => (await Library.Member.PatchAsync("/me", new { email = "member1@example.org" })).Expect(HttpStatusCode.OK);

    [Test]
    public async Task A_notice_is_sent_once_to_the_address_of_the_user()
    {
        await WriteAsync();

        await Library.DoChoresAsync();
        await Library.DoChoresAsync();

        var notice = await NoticeAsync();
        Assert.That(Library.Mail.Sent.Select(mail => (mail.To, mail.Subject)), Is.EqualTo([("member1@example.org", "Overdue: Frankenstein")]));
        Assert.That((notice["status"].GetString(), notice["attempts"].GetInt32(), notice["sentAt"].GetString()), Is.EqualTo(("sent", 1, "2026-03-26T20:30:00Z")));
    }

    [Test]
    public async Task A_notice_that_cannot_be_sent_is_tried_again_after_longer_and_longer_waits()
    {
        await WriteAsync();
        Library.Mail.FailNext(3);

        var attempts = new List<int>();
        for (var minute = 0; minute <= 7; minute++)
        {
            await Library.DoChoresAsync();
            attempts.Add((await NoticeAsync())["attempts"].GetInt32());
            await Library.WaitAsync(TimeSpan.FromMinutes(1));
        }

        // At once, then after 1, 2 and 4 minutes.
        Assert.That(attempts, Is.EqualTo([1, 2, 2, 3, 3, 3, 3, 4]));
        Assert.That(Library.Mail.Sent, Has.Count.EqualTo(1));
        Assert.That((await NoticeAsync())["failure"].ValueKind, Is.EqualTo(System.Text.Json.JsonValueKind.Null));
    }

    [Test]
    public async Task A_notice_that_can_never_be_sent_is_given_up_and_staff_may_send_it_after_all()
    {
        await WriteAsync();
        Library.Mail.FailNext(8);
        for (var attempt = 0; attempt < 9; attempt++)
        {
            await Library.DoChoresAsync();
            await Library.WaitAsync(TimeSpan.FromHours(3));
        }

        var givenUp = await NoticeAsync();
        Assert.That((givenUp["status"].GetString(), givenUp["attempts"].GetInt32(), givenUp["failure"].GetString()), Is.EqualTo(("failed", 8, "The mail server is on holiday.")));

        var again = (await Library.Librarian.PostAsync($"/notices/{givenUp["id"]}/resend")).Expect(HttpStatusCode.OK);
        Assert.That(again["status"], Is.EqualTo("queued"));
        await Library.DoChoresAsync();
        Assert.That((await NoticeAsync())["status"].GetString(), Is.EqualTo("sent"));
    }

    [Test]
    public async Task A_notice_to_somebody_without_an_address_is_dropped_and_still_to_be_read()
    {
        (await Library.Member.PatchAsync("/me", new { email = (string?)null })).Expect(HttpStatusCode.OK);
        await WriteAsync();

        await Library.DoChoresAsync();

        var notice = await NoticeAsync();
        Assert.That((notice["status"].GetString(), notice["failure"].GetString(), notice["subject"].GetString()), Is.EqualTo(("dropped", "The user has no mail address.", "Overdue: Frankenstein")));
    }

    [Test]
    public async Task A_mail_that_is_sent_again_carries_the_same_id()
    {
        await WriteAsync();
        await Library.DoChoresAsync();
        var notice = await NoticeAsync();

        await Library.Librarian.PostAsync($"/notices/{notice["id"]}/resend");
        await Library.DoChoresAsync();

        Assert.That(Library.Mail.Sent.Select(mail => mail.Id).Distinct().Count(), Is.EqualTo(1));
        Assert.That(Library.Mail.Sent, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Nobody_is_called_for_a_copy_that_does_not_wait_any_more()
    {
        var book = await Library.ShelveAsync();
        (await Library.Librarian.PostAsync("/loans", new { copyBarcode = book.Barcode, userId = Library.OtherMember.Id })).Expect(HttpStatusCode.Created);
        var hold = (await Library.Member.PostAsync("/holds", new { bookId = book.BookId })).Expect(HttpStatusCode.Created).Id;
        (await Library.Librarian.PostAsync("/returns", new { copyBarcode = book.Barcode })).Expect(HttpStatusCode.OK);
        (await Library.Member.DeleteAsync($"/holds/{hold}")).Expect(HttpStatusCode.NoContent);

        await Library.DoChoresAsync();

        Assert.That(Library.Mail.Sent, Is.Empty);
        Assert.That(await Library.ScalarAsync<string>("SELECT status || ' ' || failure FROM notices WHERE type = 'holdReady'"), Is.EqualTo("dropped The copy does not wait any more."));
    }

    [Test]
    public async Task A_mail_server_that_is_away_stops_no_desk()
    {
        await WriteAsync();
        Library.Mail.FailNext(1000);
        await Library.DoChoresAsync();

        (await Library.Librarian.PostAsync("/returns", new { copyBarcode = _barcode })).Expect(HttpStatusCode.OK);
    }

    [Test]
    public async Task Members_read_their_own_notices_and_the_desk_those_of_members()
    {
        await WriteAsync();

        Assert.Multiple(async () =>
        {
            Assert.That((await Library.Librarian.GetAsync($"/users/{Library.Member.Id}/notices?status=queued")).Json.GetArrayLength(), Is.EqualTo(1));
            Assert.That((await Library.Librarian.GetAsync($"/users/{Library.Member.Id}/notices?type=holdReady")).Json.GetArrayLength(), Is.Zero);
            Assert.That((await Library.OtherMember.GetAsync("/me/notices")).Json.GetArrayLength(), Is.Zero);
            Assert.That((await Library.OtherMember.GetAsync($"/users/{Library.Member.Id}/notices")).Status, Is.EqualTo(HttpStatusCode.Forbidden));
            Assert.That((await Library.OtherMember.PostAsync($"/notices/{(await NoticeAsync())["id"]}/resend")).Status, Is.EqualTo(HttpStatusCode.Forbidden));
            Assert.That((await Library.Librarian.GetAsync("/users/999999/notices")).Code, Is.EqualTo("user-not-found"));
            Assert.That((await Library.Librarian.PostAsync("/notices/999999/resend")).Code, Is.EqualTo("notice-not-found"));
        });
    }

    [Test, CancelAfter(60_000)]
    public async Task Without_a_mail_server_each_notice_is_one_file_however_often_it_is_written()
    {
        var folder = Directory.CreateTempSubdirectory("lms-mail-test");
        try
        {
            await using var library = await Library.OpenAsync(Library.ConnectionString, builder =>
            {
                builder.Configuration.AddInMemoryCollection([KeyValuePair.Create("Mail:Folder", (string?)folder.FullName), KeyValuePair.Create("Mail:From", (string?)"desk@library.example")]);
                builder.Services.Replace(ServiceDescriptor.Singleton<IMailTransport, MailTransport>());
            });
            await WriteAsync();
            library.Clock.Advance(Library.Clock.GetUtcNow() - library.Clock.GetUtcNow());

            await library.DoChoresAsync();
            await Library.Librarian.PostAsync($"/notices/{(await NoticeAsync())["id"]}/resend");
            await library.DoChoresAsync();

            var mail = await File.ReadAllTextAsync(folder.GetFiles("*.eml").Single().FullName);
            Assert.That(mail, Does.Contain("Subject: Overdue: Frankenstein").And.Contain("To: member1@example.org").And.Match(@"Message-Id: <notice-\d+-\d+@library\.example>").IgnoreCase);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private string _barcode = "";

    /// <summary>Lets a loan become overdue by 2 days, and has the library write about it but not send it yet.</summary>
    private async Task WriteAsync()
    {
        await Library.RuleAsync(new { loanPeriod = 1 });
        _barcode = (await Library.ShelveAsync()).Barcode;
        (await Library.Librarian.PostAsync("/loans", new { copyBarcode = _barcode, userId = Library.Member.Id })).Expect(HttpStatusCode.Created);
        await Library.WaitAsync(TimeSpan.FromDays(24));
        await using var scope = Library.Services.CreateAsyncScope();
        var loanId = await Library.ScalarAsync<int>("SELECT max(id) FROM loans");
        await scope.ServiceProvider.GetRequiredService<MediatR.IMediator>().Send(new RemindOfLoan(loanId, Domain.Notices.NoticeType.Overdue));
    }

    private async Task<Dictionary<string, System.Text.Json.JsonElement>> NoticeAsync() =>
        (await Library.Member.GetAsync("/me/notices")).Json.EnumerateArray().Single().EnumerateObject().ToDictionary(member => member.Name, member => member.Value);
}
