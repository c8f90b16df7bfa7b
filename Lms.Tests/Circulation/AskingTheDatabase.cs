using System.Diagnostics;
using System.Net.Http.Json;

namespace Lms.Tests.Circulation;

public sealed class AskingTheDatabase : DeskTest
{
    private Shelved _book = null!;

    [SetUp]
    public async Task Do_everything_once_so_that_nothing_is_asked_for_the_first_time()
    {
        _book = await Library.ShelveAsync(copies: 3);
        var loan = await LendAsync(_book.Barcodes[2], Library.OtherMember);
        await Library.WaitAsync(TimeSpan.FromMinutes(1));
        await RenewAsync(loan);
        await TakeBackAsync(_book.Barcodes[2]);
    }

    [Test]
    public async Task A_checkout_is_one_query_for_the_facts_one_batch_to_record_and_one_commit() =>
        await ExpectRoundTripsAsync(3, "/loans", new { copyBarcode = _book.Barcode, userId = Library.Member.Id }, HttpStatusCode.Created);

    [Test]
    public async Task A_renewal_is_one_query_for_the_facts_one_batch_to_record_and_one_commit()
    {
        var loan = await LendAsync(_book.Barcode, Library.Member);
        await Library.WaitAsync(TimeSpan.FromMinutes(1));
        // Whether somebody is still signed in is remembered for less than that.
        await Library.Librarian.GetAsync("/me");

        await ExpectRoundTripsAsync(3, $"/loans/{loan.Id}/renew", new { }, HttpStatusCode.OK);
    }

    [Test]
    public async Task A_return_is_one_query_for_the_facts_one_batch_to_record_and_one_commit()
    {
        await LendAsync(_book.Barcode, Library.Member);

        await ExpectRoundTripsAsync(3, "/returns", new { copyBarcode = _book.Barcode }, HttpStatusCode.OK);
    }

    [Test]
    public async Task Placing_a_hold_takes_one_query_more_for_the_copies() =>
        await ExpectRoundTripsAsync(4, "/holds", new { bookId = _book.BookId, userId = Library.Member.Id }, HttpStatusCode.Created);

    private async Task ExpectRoundTripsAsync(int count, string path, object body, HttpStatusCode expected)
    {
        var trace = ActivityTraceId.CreateRandom();
        var heard = TestDatabase.Statements.Follow(trace);
        using var content = JsonContent.Create(body);

        (await Library.Librarian.SendAsync(HttpMethod.Post, path, content, ("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01"))).Expect(expected);

        Assert.That(heard, Does.Contain("COMMIT"));
        Assert.That(heard, Has.Count.EqualTo(count), () => string.Join("\n\n", heard));
    }
}
