using System.Collections.Concurrent;
using Lms.Application.Chores;
using Lms.Application.Common;
using Lms.Application.Notices;
using Lms.Domain.Notices;
using Lms.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;

namespace Lms.Tests.Chores;

public sealed class DoingChoresInManyProcesses : LibraryTest
{
    [SetUp]
    public async Task GiveTheMemberAnAddress() => (await Library.Member.PatchAsync("/me", new { email = "member1@example.org", autoRenew = true })).Expect(HttpStatusCode.OK);

    [Test, CancelAfter(60_000)]
    public async Task Many_rounds_at_once_do_each_piece_once()
    {
        await using var other = await Library.OpenAsync(Library.ConnectionString);
        var mail = new SlowMail();
        await using var slow = await Library.OpenAsync(Library.ConnectionString, builder => builder.Services.Replace(ServiceDescriptor.Singleton<IMailTransport>(mail)));
        await Library.RuleAsync(new { maxLoans = 100 });
        foreach (var barcode in (await Library.ShelveAsync(copies: 12)).Barcodes)
            (await Library.Librarian.PostAsync("/loans", new { copyBarcode = barcode, userId = Library.Member.Id })).Expect(HttpStatusCode.Created);
        Library.Clock.Advance(new DateTimeOffset(2026, 3, 24, 0, 0, 0, TimeSpan.Zero) - Library.Clock.GetUtcNow());
        other.Clock.Advance(Library.Clock.GetUtcNow() - other.Clock.GetUtcNow());
        slow.Clock.Advance(Library.Clock.GetUtcNow() - slow.Clock.GetUtcNow());

        Library[] processes = [Library, other, slow, Library, other, slow];
        var done = await Task.WhenAll(processes.Select(process => Task.Run(process.DoChoresAsync)));
        // What another had at hand was passed over; it is found done, or is done now.
        done = [.. done, await Library.DoChoresAsync()];

        Assert.Multiple(async () =>
        {
            Assert.That(done.Sum(pieces => pieces["renew loans"]), Is.EqualTo(12));
            Assert.That(await Library.ScalarAsync<long>("SELECT count(*) FROM transactions WHERE type = 'renewal'"), Is.EqualTo(12));
            Assert.That(await Library.ScalarAsync<long>("SELECT count(*) FROM notices WHERE type = 'autoRenewed' AND status = 'sent'"), Is.EqualTo(12));
            string?[] sent = [.. Library.Mail.Sent.Concat(other.Mail.Sent).Concat(mail.Sent).Select(sent => sent.Id)];
            Assert.That(sent, Has.Length.EqualTo(await Library.ScalarAsync<long>("SELECT count(*) FROM notices")));
            Assert.That(sent, Is.Unique);
        });
    }

    [Test]
    public async Task A_piece_that_somebody_is_at_is_passed_over_and_done_once_they_are_gone()
    {
        await WriteNoticeAsync();
        await using (var connection = new NpgsqlConnection(Library.ConnectionString))
        {
            await connection.OpenAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            await using var taken = new NpgsqlCommand("SELECT 1 FROM notices FOR UPDATE", connection, transaction);
            await taken.ExecuteScalarAsync();

            Assert.That((await Library.DoChoresAsync())["send notices"], Is.Zero);
        }

        Assert.That((await Library.DoChoresAsync())["send notices"], Is.EqualTo(1));
    }

    [Test, CancelAfter(60_000)]
    public async Task Chores_are_looked_after_in_the_background_whatever_breaks_meanwhile()
    {
        var troubles = new Troubles();
        await using var library = await Library.OpenAsync(Library.ConnectionString, builder =>
        {
            builder.Configuration.AddInMemoryCollection([KeyValuePair.Create("Lms:ChoresEvery", (string?)"00:01:00")]);
            builder.Services.Insert(0, ServiceDescriptor.Scoped<IChore>(_ => troubles));
        });
        await UntilAsync(() => troubles.Rounds >= 1);
        await WriteNoticeAsync();

        for (var minute = 1; minute < 5 && library.Mail.Sent.IsEmpty; minute++)
        {
            library.Clock.Advance(TimeSpan.FromMinutes(1));
            await UntilAsync(() => troubles.Rounds > minute);
            await UntilAsync(() => !library.Mail.Sent.IsEmpty, TimeSpan.FromSeconds(2));
        }

        Assert.That(library.Mail.Sent.Select(mail => mail.Subject), Is.EqualTo(["Ready"]));
        Assert.That(troubles.Rounds, Is.GreaterThanOrEqualTo(3));
    }

    [TestCase("-00:00:01")]
    [TestCase("00:00:00.5")]
    [TestCase("1.00:00:01")]
    public void A_pause_that_makes_no_sense_is_refused_at_the_start(string pause) =>
        Assert.That(async () => await Library.OpenAsync(Library.ConnectionString, builder => builder.Configuration.AddInMemoryCollection([KeyValuePair.Create("Lms:ChoresEvery", (string?)pause)])),
            Throws.Exception.With.Message.Contains("Lms__ChoresEvery"));

    private async Task WriteNoticeAsync()
    {
        await using var scope = Library.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LmsDbContext>();
        db.Notices.Add(Notice.Write(Library.Member.Id, NoticeType.HoldReady, new NoticeText("Ready", "It is ready."), Library.Clock.GetUtcNow()));
        await db.SaveChangesAsync();
    }

    private static async Task UntilAsync(Func<bool> condition, TimeSpan? patience = null)
    {
        for (var until = DateTime.UtcNow + (patience ?? TimeSpan.FromSeconds(10)); !condition() && DateTime.UtcNow < until;)
            await Task.Delay(20);
    }

    private sealed class SlowMail : IMailTransport
    {
        public ConcurrentQueue<Mail> Sent { get; } = [];

        public async Task SendAsync(Mail mail, CancellationToken cancellationToken)
        {
            await Task.Delay(20, cancellationToken);
            Sent.Enqueue(mail);
        }
    }

    /// <summary>Finds the database away in its first rounds; is broken in the later ones.</summary>
    private sealed class Troubles : IChore
    {
        public int Rounds { get; private set; }

        public string Name => "troubles";

        public Task<IReadOnlyList<int>> FindAsync(CancellationToken cancellationToken) => ++Rounds <= 2
            ? throw new NpgsqlException("away", new TimeoutException())
            : Task.FromResult<IReadOnlyList<int>>([1, 2]);

        public ICommand<bool> Do(int piece) => throw new InvalidOperationException("broken");
    }
}
