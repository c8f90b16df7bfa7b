using System.Diagnostics;
using Lms.Client;
using Lms.Tests.Circulation;
using Microsoft.Extensions.DependencyInjection;

namespace Lms.Tests.Clients;

/// <summary>The C# client against the running API, as a program uses it that has nothing else.</summary>
public sealed class UsingTheClientForDotNet : LibraryTest
{
    private Wire _wire = null!;
    private ServiceProvider _services = null!;
    private LmsClient _lms = null!;

    [SetUp]
    public void Connect()
    {
        _wire = new Wire();
        var services = new ServiceCollection();
        services.AddLmsClient(options =>
        {
            options.Address = Library.Address;
            (options.Username, options.Password) = ("librarian1", "librarian1123");
            options.FirstWait = TimeSpan.FromMilliseconds(10);
        }).ConfigurePrimaryHttpMessageHandler(() => _wire);
        _services = services.BuildServiceProvider();
        _lms = _services.GetRequiredService<LmsClient>();
    }

    [TearDown]
    public async Task Disconnect()
    {
        _lms.Dispose();
        await _services.DisposeAsync();
        _wire.Dispose();
    }

    [Test]
    public async Task A_book_is_made_found_lent_renewed_brought_back_and_seen_in_the_ledger()
    {
        var book = await _lms.Books.CreateAsync(new CreateBook { Title = "Frankenstein", Author = "Mary Shelley", Isbn = "978-0-19-953715-0", Copies = 1 });
        var found = await _lms.Books.ListAsync(title: "frankenstein");
        var copy = (await _lms.Books.ListCopiesAsync(book.Id)).Single();
        var loan = await _lms.Loans.CheckOutAsync(new CheckOut { CopyBarcode = copy.Barcode, CardNumber = Library.Member.CardNumber });
        var renewed = await _lms.Loans.RenewAsync(loan.Id);
        var returned = await _lms.Returns.ReturnAsync(new ReturnCopy { CopyBarcode = copy.Barcode });
        var ledger = await _lms.Transactions.ListAllAsync(bookId: book.Id).ToListAsync();

        Assert.That(found.Select(each => each.Id), Is.EqualTo([book.Id]));
        Assert.That(loan.UserId, Is.EqualTo(Library.Member.Id));
        Assert.That(renewed.Renewals, Is.EqualTo(1));
        Assert.That((returned.Loan?.Status, returned.Copy.Status), Is.EqualTo((LoanStatus.Returned, CopyStatus.Available)));
        Assert.That(ledger.Select(row => row.Type).Reverse(), Is.EqualTo([TransactionType.Checkout, TransactionType.Renewal, TransactionType.Return]));
    }

    [Test]
    public async Task A_refusal_is_an_exception_that_names_every_block()
    {
        var shelved = await Library.ShelveAsync();
        await _lms.Loans.CheckOutAsync(new CheckOut { CopyBarcode = shelved.Barcode, UserId = Library.Member.Id });

        var refused = Assert.ThrowsAsync<LmsProblemException>(() => _lms.Loans.CheckOutAsync(new CheckOut { CopyBarcode = shelved.Barcode, UserId = Library.OtherMember.Id }))!;

        Assert.That((refused.StatusCode, refused.Code), Is.EqualTo((409, "refused")));
        Assert.That(refused.Blocks.Select(block => block.Code), Is.EqualTo(["copy-on-loan"]));
        Assert.That(refused.TraceId, Is.Not.Empty);
    }

    [Test]
    public void An_invalid_request_is_an_exception_that_names_every_member()
    {
        var invalid = Assert.ThrowsAsync<LmsProblemException>(() => _lms.Books.CreateAsync(new CreateBook { Title = "", Author = "Mary Shelley" }))!;

        Assert.That(invalid.Code, Is.EqualTo("validation-failed"));
        Assert.That(invalid.Errors.Keys, Is.EqualTo(["title"]));
    }

    [Test]
    public async Task A_session_goes_on_when_its_token_ends_in_the_middle_of_the_work()
    {
        await _lms.Me.GetAsync();
        Library.Clock.Advance(TimeSpan.FromHours(1));

        var everybody = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _lms.Me.GetAsync()));

        Assert.That(everybody.Select(user => user.Username), Is.All.EqualTo("librarian1"));
        Assert.That(_wire.Paths.Count(path => path == "/auth/refresh"), Is.EqualTo(1));
        Assert.That(_wire.Paths.Count(path => path == "/auth/login"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_token_is_replaced_before_it_ends()
    {
        using var lms = LmsClient.Create(new LmsClientOptions { Address = Library.Address, RefreshBefore = TimeSpan.FromHours(1) }, _wire);
        await lms.SignInAsync("librarian1", "librarian1123");
        var first = lms.Session.Tokens!.Access_token;
        await lms.Me.GetAsync();

        Assert.That(_wire.Paths, Is.EqualTo(["/auth/login", "/auth/refresh", "/me"]));
        Assert.That(lms.Session.Tokens!.Access_token, Is.Not.EqualTo(first));
    }

    [Test]
    public async Task Who_signs_out_is_asked_to_sign_in_again()
    {
        using var lms = LmsClient.Create(new LmsClientOptions { Address = Library.Address }, _wire);
        await lms.SignInAsync("member1", "member1123");
        await lms.SignOutAsync();

        var stranger = Assert.ThrowsAsync<LmsProblemException>(() => lms.Me.GetAsync())!;

        Assert.That((lms.Session.IsSignedIn, stranger.Code), Is.EqualTo((false, "not-signed-in")));
    }

    [Test]
    public async Task What_was_done_but_not_answered_is_repeated_and_done_once()
    {
        _wire.LoseAnswers(to: "/books", count: 2);

        var book = await _lms.Books.CreateAsync(new CreateBook { Title = "Frankenstein", Author = "Mary Shelley" });

        Assert.That(_wire.Paths.Count(path => path == "/books"), Is.EqualTo(3));
        Assert.That((await _lms.Books.ListAsync()).Select(each => each.Id), Is.EqualTo([book.Id]));
    }

    [Test]
    public async Task A_busy_library_is_asked_again_when_it_says()
    {
        _wire.Answer(to: "/books", status: 503, retryAfterSeconds: 1);
        var began = Stopwatch.StartNew();

        await _lms.Books.ListAsync();

        Assert.That(began.Elapsed, Is.GreaterThanOrEqualTo(TimeSpan.FromSeconds(1)));
        Assert.That(_wire.Paths.Count(path => path == "/books"), Is.EqualTo(2));
    }

    [Test]
    public void A_library_that_stays_away_is_an_exception_in_the_end()
    {
        _wire.LoseAnswers(to: "/books", count: 5);

        Assert.ThrowsAsync<HttpRequestException>(() => _lms.Books.ListAsync());
        Assert.That(_wire.Paths.Count(path => path == "/books"), Is.EqualTo(5));
    }

    [Test]
    public async Task Ten_thousand_books_are_listed_page_after_page()
    {
        await Library.ScalarAsync<long>("WITH made AS (INSERT INTO books (title, sort_title, author, shares_isbn, subjects, material_type, created_at, updated_at, contributors) SELECT 'Book ' || n, 'book ' || n, 'Somebody', false, '{}', 'book', now(), now(), '[]' FROM generate_series(1, 10000) AS n RETURNING id) SELECT count(*) FROM made");

        var ids = await _lms.Books.ListAllAsync(limit: 200, sort: "title").Select(book => book.Id).ToListAsync();
        var page = await _lms.Books.ListPageAsync(limit: 10, count: true);

        Assert.That(ids, Has.Count.EqualTo(10_000).And.Unique);
        Assert.That((page.Items.Count, page.Total), Is.EqualTo((10, 10_000L)));
        Assert.That((await _lms.Books.ListAsync(limit: 10, cursor: page.NextCursor)).Select(book => book.Id), Is.Not.SubsetOf(page.Items.Select(book => book.Id)));
        Assert.That(_wire.Paths.Count(path => path == "/books"), Is.EqualTo(52));
    }

    [Test]
    public async Task Listing_ends_when_nobody_waits_for_it()
    {
        await Library.ShelveAsync("Frankenstein");
        await Library.ShelveAsync("The Last Man");
        using var enough = new CancellationTokenSource();

        Assert.ThrowsAsync<TaskCanceledException>(async () =>
        {
            await foreach (var book in _lms.Books.ListAllAsync(limit: 1, cancellationToken: enough.Token))
                await enough.CancelAsync();
        });
        Assert.That(_wire.Paths.Count(path => path == "/books"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_patch_changes_what_it_names_and_empties_what_it_is_told_to()
    {
        var book = await _lms.Books.CreateAsync(new CreateBook { Title = "Frankenstein", Subtitle = "or", Author = "Mary Shelley", Genre = "Gothic", PublishedYear = 1818 });

        var changed = await _lms.Books.ChangeAsync(book.Id, new BookFieldsPatch { Title = "The Last Man" }.Empty(fields => fields.Subtitle).Empty(fields => fields.PublishedYear));

        Assert.That((changed.Title, changed.Subtitle, changed.PublishedYear, changed.Genre), Is.EqualTo(("The Last Man", (string?)null, (int?)null, "Gothic")));
    }

    [Test]
    public async Task What_was_read_is_changed_only_where_nobody_was_faster()
    {
        var book = await _lms.Books.CreateAsync(new CreateBook { Title = "Valperga", Author = "Mary Shelley" });
        var read = await _lms.Books.GetTaggedAsync(book.Id);
        await _lms.Books.ChangeAsync(book.Id, new BookFieldsPatch { Genre = "Novel" }, ifMatch: read.ETag);

        var slower = Assert.ThrowsAsync<LmsProblemException>(() => _lms.Books.ChangeAsync(book.Id, new BookFieldsPatch { Genre = "History" }, ifMatch: read.ETag))!;

        Assert.That((read.Value.Title, slower.Code), Is.EqualTo(("Valperga", "changed-meanwhile")));
    }

    [Test, CancelAfter(60_000)]
    public async Task What_happens_is_heard_as_it_happens_and_nothing_is_missed_when_the_session_ends_meanwhile(CancellationToken cancellationToken)
    {
        await FollowingEvents.LetTheEndOfTheLastLedgerBeForgottenAsync();
        var shelved = await Library.ShelveAsync(copies: 2);
        await using var events = _lms.Events.FollowEventsAsync(bookId: shelved.BookId, lastEventId: 0, cancellationToken: cancellationToken).GetAsyncEnumerator(cancellationToken);
        await _lms.Loans.CheckOutAsync(new CheckOut { CopyBarcode = shelved.Barcodes[0], UserId = Library.Member.Id }, cancellationToken: cancellationToken);
        await events.MoveNextAsync();
        var first = events.Current;
        Library.Clock.Advance(TimeSpan.FromHours(1));
        var waiting = events.MoveNextAsync();
        while (_wire.Paths.Count(path => path == "/events") < 2)
            await Task.Delay(20, cancellationToken);
        await _lms.Loans.CheckOutAsync(new CheckOut { CopyBarcode = shelved.Barcodes[1], UserId = Library.Member.Id }, cancellationToken: cancellationToken);
        await waiting;

        Assert.That(new[] { first, events.Current }.Select(heard => (heard.Kind, heard.Id, heard.Data.UserId)), Is.EqualTo(new[] { ("checkout", first.Data.Id, Library.Member.Id), ("checkout", events.Current.Data.Id, (int?)Library.Member.Id) }));
        Assert.That(events.Current.Data.CopyId, Is.Not.EqualTo(first.Data.CopyId));
    }

    [Test, CancelAfter(60_000)]
    public async Task An_import_is_followed_to_its_end(CancellationToken cancellationToken)
    {
        using var file = new MemoryStream("title,author\nFalkner,Mary Shelley\n"u8.ToArray());
        var received = await _lms.Imports.ReceiveAsync(new FileParameter(file, "books.csv", "text/csv"), cancellationToken: cancellationToken);

        var heard = await _lms.Imports.WatchEventsAsync(received.Id, cancellationToken).ToListAsync(cancellationToken);

        Assert.That((heard[^1].Kind, heard[^1].Data.Status, heard[^1].Data.Created), Is.EqualTo(("finished", WorkStatus.Completed, 1)));
    }

    [Test]
    public async Task Days_and_words_are_written_as_the_library_reads_them()
    {
        var user = await _lms.Users.CreateAsync(new EnrolUser { Username = "mary", Password = "correct horse", Role = Role.Member, DateOfBirth = new LibraryDay(1997, 8, 30) });

        Assert.That((user.Role, user.DateOfBirth), Is.EqualTo((Role.Member, new LibraryDay(1997, 8, 30))));
    }

    [Test]
    public void Every_operation_of_the_document_is_a_method()
    {
        using var document = System.Text.Json.JsonDocument.Parse(SourceTree.Read("docs/openapi.json"));
        var operations = document.RootElement.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject()).Select(operation => operation.Value.GetProperty("operationId").GetString()!);

        var missing = operations.Where(operation => typeof(LmsClient).GetProperty(operation.Split('_')[0])?.PropertyType.GetMethod(operation.Split('_')[1] + "Async") is null);

        Assert.That(missing, Is.Empty);
    }

    /// <summary>The way to the library, on which answers can be lost.</summary>
    private sealed class Wire : DelegatingHandler
    {
        private readonly System.Collections.Concurrent.ConcurrentQueue<string> _paths = [];
        private (string Path, int Count, Func<HttpResponseMessage>? Instead) _fault = ("", 0, null);

        public Wire()
            : base(new KeptContract(new SocketsHttpHandler()))
        {
        }

        public IEnumerable<string> Paths => _paths;

        public void LoseAnswers(string to, int count) => _fault = (to, count, null);

        public void Answer(string to, int status, int retryAfterSeconds) => _fault = (to, 1, () => new HttpResponseMessage((HttpStatusCode)status)
        {
            Headers = { RetryAfter = new System.Net.Http.Headers.RetryConditionHeaderValue(TimeSpan.FromSeconds(retryAfterSeconds)) },
        });

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var path = request.RequestUri!.AbsolutePath;
            _paths.Enqueue(path);
            var isFaulty = _fault.Path == path && _fault.Count > 0;
            if (!isFaulty)
                return await base.SendAsync(request, cancellationToken);

            _fault = _fault with { Count = _fault.Count - 1 };
            if (_fault.Instead is { } instead)
                return instead();
            (await base.SendAsync(request, cancellationToken)).Dispose();
            throw new HttpRequestException("The answer was lost.");
        }
    }
}
