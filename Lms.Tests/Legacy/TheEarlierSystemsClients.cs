namespace Lms.Tests.Legacy;

/// <summary>What clients, scripts and runbooks of the earlier system rely on, word for word.</summary>
public sealed class TheEarlierSystemsClients : LibraryTest
{
    [Test]
    public async Task Sign_in_with_a_form_and_get_a_bearer_token()
    {
        var session = (await Library.Stranger.FormAsync("/auth/login", ("username", "admin1"), ("password", "admin1123"))).Expect(HttpStatusCode.OK);

        Assert.Multiple(() =>
        {
            Assert.That(session["token_type"], Is.EqualTo("bearer"));
            Assert.That(session["access_token"], Is.Not.Empty);
            Assert.That(session["expires_in"], Is.EqualTo("900"));
        });
    }

    [TestCase("/books")]
    [TestCase("/books/")]
    public async Task Create_a_book_from_four_members_with_or_without_a_slash(string path)
    {
        var book = (await Library.Admin.PostAsync(path, new { title = "Persistence", author = "Nobody", isbn = "PERSIST-001", genre = "Test" })).Expect(HttpStatusCode.Created);

        Assert.Multiple(() =>
        {
            Assert.That(book.Id, Is.Positive);
            Assert.That(book["isbn"], Is.EqualTo("PERSIST-001"));
            Assert.That(book.Headers.Location?.AbsolutePath, Is.EqualTo($"/books/{book.Id}"));
        });
    }

    [Test]
    public async Task Are_refused_without_a_token()
    {
        var refused = await Library.Stranger.PostAsync("/books/", new { title = "x", author = "y" });

        Assert.That((refused.Status, refused.MediaType), Is.EqualTo((HttpStatusCode.Unauthorized, "application/problem+json")));
        Assert.That(await Library.ScalarAsync<long>("SELECT count(*) FROM books"), Is.Zero);
    }

    [TestCase("/books")]
    [TestCase("/books/")]
    public async Task Find_a_new_book_first_in_a_bare_array_however_large_the_catalogue(string path)
    {
        await Library.ScalarAsync<long>("""
            WITH made AS (INSERT INTO books (title, sort_title, author, shares_isbn, subjects, material_type, created_at, updated_at, contributors)
                SELECT 'Title ' || n, 'title ' || n, 'Author', false, '{}', 'book', now(), now(), '[]' FROM generate_series(1, 10000) n RETURNING 1)
            SELECT count(*) FROM made
            """);
        var book = await Library.ShelveAsync("The newest");

        var list = (await Library.Stranger.GetAsync(path)).Expect(HttpStatusCode.OK);

        Assert.Multiple(() =>
        {
            Assert.That(list.Json.ValueKind, Is.EqualTo(System.Text.Json.JsonValueKind.Array));
            Assert.That(list.Json.GetArrayLength(), Is.EqualTo(50));
            Assert.That(list.Json[0].GetProperty("id").GetInt32(), Is.EqualTo(book.BookId));
        });
    }
}
