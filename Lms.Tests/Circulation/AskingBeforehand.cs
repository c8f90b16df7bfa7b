namespace Lms.Tests.Circulation;

public sealed class AskingBeforehand : LibraryTest
{
    private Shelved _book = null!;

    [SetUp]
    public async Task Shelve() => _book = await Library.ShelveAsync(copies: 2);

    [TestCase("nothing stands against it")]
    [TestCase("the copy is on loan to somebody else")]
    [TestCase("the copy is on loan to the same user")]
    [TestCase("the copy is damaged")]
    [TestCase("the copy is withdrawn")]
    [TestCase("the user is blocked and the card has expired")]
    [TestCase("everything at once")]
    public async Task The_answer_is_the_same_as_doing_it_would_give(string situation)
    {
        await BringAboutAsync(situation);
        var checkout = new { copyBarcode = _book.Barcode, userId = Library.Member.Id };
        var before = await Library.FingerprintAsync();

        var evaluation = (await Library.Librarian.PostAsync("/loans/evaluate", checkout)).Expect(HttpStatusCode.OK);

        Assert.That(await Library.FingerprintAsync(), Is.EqualTo(before), "Asking has changed something.");
        var doing = await Library.Librarian.PostAsync("/loans", checkout);
        Assert.That(evaluation["allowed"], Is.EqualTo(doing.Status == HttpStatusCode.Created ? "True" : "False"));
        Assert.That(evaluation.Json.GetProperty("blocks").GetRawText(), Is.EqualTo(doing.Status == HttpStatusCode.Created ? "[]" : doing.Json.GetProperty("blocks").GetRawText()));
        if (doing.Status == HttpStatusCode.Created)
            Assert.That(evaluation["dueAt"], Is.EqualTo(doing["dueAt"]));
        else
            Assert.That(situation == "nothing stands against it", Is.False);
    }

    [TestCase("""{"copyBarcode":"no such","userId":3}""", "copy-not-found")]
    [TestCase("""{"bookId":2147483647,"userId":3}""", "book-not-found")]
    [TestCase("""{"copyBarcode":"BARCODE","userId":2147483647}""", "user-not-found")]
    [TestCase("""{"copyBarcode":"BARCODE","cardNumber":"no such"}""", "user-not-found")]
    [TestCase("""{"copyBarcode":"BARCODE","userId":3,"branchId":2147483647}""", "branch-not-found")]
    public async Task What_is_not_there_is_said_alike(string body, string code)
    {
        body = body.Replace("BARCODE", _book.Barcode, StringComparison.Ordinal);

        foreach (var path in new[] { "/loans/evaluate", "/loans" })
        {
            var refused = await Library.Librarian.RawAsync(HttpMethod.Post, path, body);
            Assert.That((refused.Status, refused.Code), Is.EqualTo((HttpStatusCode.NotFound, code)), path);
        }
    }

    [TestCase("""{"userId":1}""", new[] { "copyBarcode" })]
    [TestCase("""{"copyBarcode":"a"}""", new[] { "userId" })]
    [TestCase("""{"copyBarcode":"a","copyId":1,"userId":1}""", new[] { "copyBarcode" })]
    [TestCase("""{"copyBarcode":"a","userId":1,"cardNumber":"b"}""", new[] { "userId" })]
    public async Task A_copy_and_a_user_are_named_in_one_way_each(string body, string[] members)
    {
        foreach (var path in new[] { "/loans/evaluate", "/loans" })
            Assert.That((await Library.Librarian.RawAsync(HttpMethod.Post, path, body)).Expect(HttpStatusCode.BadRequest).Errors, Is.EquivalentTo(members), path);
    }

    [Test]
    public async Task An_override_passes_over_what_it_names_and_nothing_else()
    {
        await BringAboutAsync("the user is blocked and the card has expired");
        object Checkout(params string[] blocks) => new { copyBarcode = _book.Barcode, userId = Library.Member.Id, @override = new { reason = "She pays tomorrow", blocks } };

        var half = await Library.Librarian.PostAsync("/loans", Checkout("user-blocked"));
        var whole = await Library.Librarian.PostAsync("/loans", Checkout("user-blocked", "card-expired"));

        Assert.That(half.Expect(HttpStatusCode.Conflict).Blocks, Is.EqualTo(["card-expired"]));
        Assert.That((await Library.Librarian.GetAsync($"/transactions?loanId={whole.Expect(HttpStatusCode.Created).Id}")).Json[0].GetProperty("note").GetString(), Does.Contain("She pays tomorrow"));
    }

    private async Task BringAboutAsync(string situation)
    {
        var copies = await Library.Librarian.GetAsync($"/copies?barcode={_book.Barcode}");
        var copy = $"/copies/{copies.Json[0].GetProperty("id").GetInt32()}";
        var all = situation == "everything at once";
        if (all || situation == "the copy is on loan to somebody else")
            (await Library.Librarian.PostAsync("/loans", new { copyBarcode = _book.Barcode, userId = Library.OtherMember.Id })).Expect(HttpStatusCode.Created);
        if (situation == "the copy is on loan to the same user")
            (await Library.Librarian.PostAsync("/loans", new { copyBarcode = _book.Barcode, userId = Library.Member.Id })).Expect(HttpStatusCode.Created);
        if (situation is "the copy is damaged" or "the copy is withdrawn")
            (await Library.Librarian.PatchAsync(copy, new { status = situation.Split(' ')[^1] })).Expect(HttpStatusCode.OK);
        if (all || situation == "the user is blocked and the card has expired")
            (await Library.Librarian.PatchAsync($"/users/{Library.Member.Id}", new { blocked = true, blockedNote = "Owes a book", expiresOn = "2026-01-01" })).Expect(HttpStatusCode.OK);
    }
}
