namespace Lms.Tests.Common;

/// <summary>Idempotency-Key: a client that does not know whether its request came through sends it again.</summary>
public sealed class RepeatingARequest : LibraryTest
{
    private static readonly object Book = new { title = "Emma", author = "Jane Austen" };

    [Test]
    public async Task The_same_request_again_gets_the_same_answer_and_does_nothing()
    {
        var first = (await Library.Librarian.PostAsync("/books", Book, "K")).Expect(HttpStatusCode.Created);
        var again = (await Library.Librarian.PostAsync("/books", Book, "K")).Expect(HttpStatusCode.Created);

        Assert.Multiple(() =>
        {
            Assert.That(again.Text, Is.EqualTo(first.Text));
            Assert.That(again.Headers.Location, Is.EqualTo(first.Headers.Location));
            Assert.That(again.ETag, Is.EqualTo(first.ETag));
            Assert.That((Replayed(first), Replayed(again)), Is.EqualTo((false, true)));
        });
        Assert.That(await Library.ScalarAsync<long>("SELECT count(*) FROM books"), Is.EqualTo(1));
    }

    [Test]
    public async Task The_order_of_members_makes_no_other_request()
    {
        var first = await Library.Librarian.SendAsync(HttpMethod.Post, "/books", Json("""{"title":"Emma","author":"Jane Austen"}"""), ("Idempotency-Key", "K"));
        var again = await Library.Librarian.SendAsync(HttpMethod.Post, "/books", Json("""{ "author":"Jane Austen", "title":"Emma" }"""), ("Idempotency-Key", "K"));

        Assert.That(again.Expect(HttpStatusCode.Created).Id, Is.EqualTo(first.Id));
    }

    [TestCase("/books", """{"title":"Persuasion","author":"Jane Austen"}""")]
    [TestCase("/users", """{"username":"mary"}""")]
    public async Task Another_request_with_the_same_key_is_refused(string path, string body)
    {
        await Library.Librarian.PostAsync("/books", Book, "K");

        var other = await Library.Librarian.SendAsync(HttpMethod.Post, path, Json(body), ("Idempotency-Key", "K"));

        Assert.That((other.Status, other.Code), Is.EqualTo((HttpStatusCode.UnprocessableEntity, "idempotency-key-reused")));
        Assert.That(await Library.ScalarAsync<long>("SELECT count(*) FROM books"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_checkout_and_a_return_are_done_once()
    {
        var shelved = await Library.ShelveAsync();
        var checkout = new { copyBarcode = shelved.Barcode, userId = Library.Member.Id };

        var loans = new[] { await Library.Librarian.PostAsync("/loans", checkout, "out"), await Library.Librarian.PostAsync("/loans", checkout, "out") };
        var returns = new[] { await Library.Librarian.PostAsync($"/loans/{loans[0].Id}/return", key: "in"), await Library.Librarian.PostAsync($"/loans/{loans[0].Id}/return", key: "in") };

        Assert.That(loans.Select(loan => loan.Expect(HttpStatusCode.Created).Id).Distinct().Count(), Is.EqualTo(1));
        Assert.That(returns.Select(receipt => receipt.Expect(HttpStatusCode.OK).Text).Distinct().Count(), Is.EqualTo(1));
        Assert.That(await Library.ScalarAsync<long>("SELECT count(*) FROM transactions"), Is.EqualTo(2));
    }

    [Test]
    public async Task A_checkout_is_answered_again_though_the_due_date_that_was_asked_for_has_passed()
    {
        var checkout = new { copyBarcode = (await Library.ShelveAsync()).Barcode, userId = Library.Member.Id, dueAt = Library.Opening.AddMinutes(5) };
        var first = (await Library.Librarian.PostAsync("/loans", checkout, "out")).Expect(HttpStatusCode.Created);
        Library.Clock.Advance(TimeSpan.FromMinutes(10));

        var again = (await Library.Librarian.PostAsync("/loans", checkout, "out")).Expect(HttpStatusCode.Created);

        Assert.That((again.Text, Replayed(again)), Is.EqualTo((first.Text, true)));
        Assert.That((await Library.Librarian.PostAsync("/loans", checkout, "another")).Status, Is.EqualTo(HttpStatusCode.BadRequest), "nothing was done under that key");
    }

    [Test]
    public async Task The_answer_stays_what_it_was_though_the_thing_has_changed_since()
    {
        var first = await Library.Librarian.PostAsync("/books", Book, "K");
        await Library.Librarian.PatchAsync($"/books/{first.Id}", new { title = "Changed" });

        Assert.That((await Library.Librarian.PostAsync("/books", Book, "K")).Text, Is.EqualTo(first.Text));
    }

    [Test]
    public async Task A_refusal_is_not_kept_because_nothing_was_done()
    {
        var shelved = await Library.ShelveAsync();
        await Library.Librarian.PostAsync("/loans", new { copyBarcode = shelved.Barcode, userId = Library.OtherMember.Id });
        var checkout = new { copyBarcode = shelved.Barcode, userId = Library.Member.Id };
        (await Library.Librarian.PostAsync("/loans", checkout, "K")).Expect(HttpStatusCode.Conflict);
        await Library.Librarian.PostAsync("/returns", new { copyBarcode = shelved.Barcode });

        var again = (await Library.Librarian.PostAsync("/loans", checkout, "K")).Expect(HttpStatusCode.Created);

        Assert.That(Replayed(again), Is.False);
        Assert.That(await Library.ScalarAsync<long>("SELECT count(*) FROM kept_answers"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_request_that_was_not_valid_may_be_corrected_under_the_same_key()
    {
        (await Library.Librarian.PostAsync("/books", new { title = "Emma" }, "K")).Expect(HttpStatusCode.BadRequest);

        (await Library.Librarian.PostAsync("/books", Book, "K")).Expect(HttpStatusCode.Created);
    }

    [Test]
    public async Task Two_users_may_choose_the_same_key()
    {
        var first = await Library.Librarian.PostAsync("/books", Book, "K");
        var second = await Library.Admin.PostAsync("/books", Book, "K");

        Assert.That(second.Expect(HttpStatusCode.Created).Id, Is.Not.EqualTo(first.Id));
    }

    [Test]
    public async Task An_answer_is_kept_for_a_day()
    {
        var first = await Library.Librarian.PostAsync("/books", Book, "K");
        Library.Clock.Advance(TimeSpan.FromHours(24) - TimeSpan.FromMinutes(10));
        var librarian = await SignInAsync(Library);
        var within = await librarian.PostAsync("/books", Book, "K");
        Library.Clock.Advance(TimeSpan.FromMinutes(10));

        var after = await librarian.PostAsync("/books", Book, "K");

        Assert.That((within.Id == first.Id, after.Expect(HttpStatusCode.Created).Id == first.Id), Is.EqualTo((true, false)));
    }

    [Test, CancelAfter(30_000)]
    public async Task While_the_first_is_still_running_the_second_is_told_so_and_later_gets_its_answer()
    {
        await using var writes = await Library.HoldBackWritesToAsync("books");
        var first = Library.Librarian.PostAsync("/books", Book, "K");
        await writes.WaitForAsync(waiting: 1);

        var second = await Library.Librarian.PostAsync("/books", Book, "K");
        await writes.ReleaseOnceAsync(waiting: 1);

        Assert.That((second.Status, second.Code), Is.EqualTo((HttpStatusCode.Conflict, "request-in-progress")));
        var done = (await first).Expect(HttpStatusCode.Created);
        Assert.That((await Library.Librarian.PostAsync("/books", Book, "K")).Id, Is.EqualTo(done.Id));
    }

    [Test, CancelAfter(60_000)]
    public async Task Whichever_replica_is_asked_and_after_a_restart_the_deed_is_done_once()
    {
        await using var first = await Library.OpenAsync(await TestDatabase.CloneAsync());
        await first.ReopenAsync();
        var second = await Library.OpenAsync(first.ConnectionString);
        var (here, there) = (await SignInAsync(first), await SignInAsync(second));

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(index => (index % 2 == 0 ? here : there).PostAsync("/books", Book, "K")));
        await second.DisposeAsync();
        await using var restarted = await Library.OpenAsync(first.ConnectionString);
        var later = await (await SignInAsync(restarted)).PostAsync("/books", Book, "K");

        var done = answers.Where(answer => answer.Status == HttpStatusCode.Created).Append(later.Expect(HttpStatusCode.Created));
        Assert.That(done.Select(answer => answer.Id).Distinct().Count(), Is.EqualTo(1));
        Assert.That(answers.Where(answer => answer.Status != HttpStatusCode.Created).Select(answer => answer.Code), Is.All.EqualTo("request-in-progress"));
        Assert.That(await first.ScalarAsync<long>("SELECT count(*) FROM books"), Is.EqualTo(1));
    }

    private static bool Replayed(Reply answer) => answer.Headers.TryGetValues("Idempotency-Replayed", out var values) && values.Single() == "true";

    private static StringContent Json(string body) => new(body, null, "application/json");

    private static async Task<Visitor> SignInAsync(Library library)
    {
        var session = (await new Visitor(library.Address, 0, null).FormAsync("/auth/login", ("username", "librarian1"), ("password", "librarian1123"))).Expect(HttpStatusCode.OK);
        return new Visitor(library.Address, 0, session["access_token"]);
    }
}
