using System.Net.ServerSentEvents;
using System.Text.Json;

namespace Lms.Tests.Circulation;

[CancelAfter(60_000)]
public sealed class FollowingEvents : DeskTest
{
    [SetUp]
    public Task BeginWithANewLedger() => LetTheEndOfTheLastLedgerBeForgottenAsync();

    /// <summary>Between tests the ledger is emptied and counts from 1 again, which no ledger ever does; for a fifth of a second its end is still remembered.</summary>
    public static Task LetTheEndOfTheLastLedgerBeForgottenAsync() => Task.Delay(TimeSpan.FromMilliseconds(300));

    [Test]
    public async Task Staff_hear_what_happens_as_it_happens(CancellationToken cancellationToken)
    {
        var book = await Library.ShelveAsync();
        await using var events = await ListenAsync(Library.Librarian, cancellationToken: cancellationToken);

        var loan = await LendAsync(book.Barcode, Library.Member);
        await TakeBackAsync(book.Barcode);

        var heard = await events.NextAsync(2);
        Assert.That(heard.Select(one => one.EventType), Is.EqualTo(new[] { "checkout", "return" }));
        Assert.That(heard[0].Data.GetProperty("loanId").GetInt32(), Is.EqualTo(loan.Id));
        Assert.That(heard[0].EventId, Is.EqualTo(heard[0].Data.GetProperty("id").ToString()));
    }

    [Test]
    public async Task Members_hear_what_is_about_themselves_and_not_who_did_it(CancellationToken cancellationToken)
    {
        var book = await Library.ShelveAsync(copies: 2);
        await using var events = await ListenAsync(Library.Member, cancellationToken: cancellationToken);

        await LendAsync(book.Barcodes[0], Library.OtherMember);
        await LendAsync(book.Barcodes[1], Library.Member);

        var heard = (await events.NextAsync(1)).Single().Data;
        Assert.That(heard.GetProperty("userId").GetInt32(), Is.EqualTo(Library.Member.Id));
        Assert.That(heard.GetProperty("actorId").ValueKind, Is.EqualTo(JsonValueKind.Null));
    }

    [Test]
    public async Task Whoever_was_cut_off_goes_on_after_the_last_event_they_heard(CancellationToken cancellationToken)
    {
        var book = await Library.ShelveAsync(copies: 3);
        string? last;
        await using (var events = await ListenAsync(Library.Librarian, cancellationToken: cancellationToken))
        {
            await LendAsync(book.Barcodes[0], Library.Member);
            last = (await events.NextAsync(1)).Single().EventId;
        }

        await LendAsync(book.Barcodes[1], Library.Member);
        await LendAsync(book.Barcodes[2], Library.OtherMember);
        await using var again = await ListenAsync(Library.Librarian, lastEventId: last, cancellationToken: cancellationToken);

        var missed = await again.NextAsync(2);
        Assert.That(missed.Select(one => one.Data.GetProperty("copyId").GetInt32()), Is.EqualTo(new[] { await IdOfAsync(book.Barcodes[1]), await IdOfAsync(book.Barcodes[2]) }));
    }

    [Test]
    public async Task What_was_numbered_first_and_committed_last_is_not_missed(CancellationToken cancellationToken)
    {
        var (slow, quick) = (await Library.ShelveAsync("Slow"), await Library.ShelveAsync("Quick"));
        await using var events = await ListenAsync(Library.Librarian, cancellationToken: cancellationToken);
        await using var unfinished = new Npgsql.NpgsqlConnection(Library.ConnectionString);
        await unfinished.OpenAsync(cancellationToken);
        await using var transaction = await unfinished.BeginTransactionAsync(cancellationToken);
        await using (var insert = new Npgsql.NpgsqlCommand($"INSERT INTO transactions (type, at, book_id) VALUES ('holdPlaced', now(), {slow.BookId})", unfinished, transaction))
            await insert.ExecuteNonQueryAsync(cancellationToken);

        await LendAsync(quick.Barcode, Library.Member);
        await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
        await transaction.CommitAsync(cancellationToken);

        Assert.That((await events.NextAsync(2)).Select(one => one.Data.GetProperty("bookId").GetInt32()), Is.EqualTo(new[] { slow.BookId, quick.BookId }));
        await Library.ScalarAsync<int>("ALTER TABLE transactions DISABLE TRIGGER USER; DELETE FROM transactions WHERE copy_id IS NULL AND hold_id IS NULL; ALTER TABLE transactions ENABLE TRIGGER USER; SELECT 1");
    }

    [TestCase("type=return", "return"), TestCase("bookId={0}", "checkout"), TestCase("copyId={1}", "checkout"), TestCase("userId={2}", "checkout")]
    public async Task Events_are_filtered(string filter, string first, CancellationToken cancellationToken)
    {
        var (other, book) = (await Library.ShelveAsync("Other"), await Library.ShelveAsync());
        var query = string.Format(System.Globalization.CultureInfo.InvariantCulture, filter, book.BookId, await IdOfAsync(book.Barcode), Library.Member.Id);
        await using var events = await ListenAsync(Library.Librarian, query, cancellationToken: cancellationToken);

        await LendAsync(other.Barcode, Library.OtherMember);
        await LendAsync(book.Barcode, Library.Member);
        await TakeBackAsync(book.Barcode);

        var heard = (await events.NextAsync(1)).Single();
        Assert.That((heard.EventType, heard.Data.GetProperty("bookId").GetInt32()), Is.EqualTo((first, book.BookId)));
    }

    [Test]
    public async Task A_filter_or_an_id_that_cannot_be_is_refused_by_name()
    {
        Assert.That((await Library.Librarian.GetAsync("/events?bookId=0")).Expect(HttpStatusCode.BadRequest).Errors, Is.EqualTo(new[] { "bookId" }));
        Assert.That((await Library.Librarian.SendAsync(HttpMethod.Get, "/events", null, ("Last-Event-ID", "-1"))).Expect(HttpStatusCode.BadRequest).Errors, Is.EqualTo(new[] { "Last-Event-ID" }));
    }

    private Task<int> IdOfAsync(string barcode) => Library.ScalarAsync<int>($"SELECT id FROM copies WHERE barcode = '{barcode}'");

    private static async Task<Listener> ListenAsync(Visitor visitor, string query = "", string? lastEventId = null, CancellationToken cancellationToken = default)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/events?" + query);
        if (lastEventId is not null)
            request.Headers.Add("Last-Event-ID", lastEventId);
        var response = await visitor.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        var stream = SseParser.Create(await response.Content.ReadAsStreamAsync(cancellationToken), (_, data) => data.IsEmpty ? default : JsonSerializer.Deserialize<JsonElement>(data));
        return new Listener(response, stream.EnumerateAsync(cancellationToken).GetAsyncEnumerator(cancellationToken));
    }

    private sealed class Listener(HttpResponseMessage response, IAsyncEnumerator<SseItem<JsonElement>> items) : IAsyncDisposable
    {
        public async Task<IReadOnlyList<SseItem<JsonElement>>> NextAsync(int count)
        {
            var heard = new List<SseItem<JsonElement>>();
            while (heard.Count < count && await items.MoveNextAsync())
            {
                if (items.Current.Data.ValueKind is not JsonValueKind.Undefined)
                    heard.Add(items.Current);
            }

            return heard;
        }

        public async ValueTask DisposeAsync()
        {
            await items.DisposeAsync();
            response.Dispose();
        }
    }
}
