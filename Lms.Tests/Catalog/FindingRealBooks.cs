using Lms.Tests.Imports;

namespace Lms.Tests.Catalog;

/// <summary>Searches in ten thousand real books whose right answer is plain to a person.</summary>
public sealed class FindingRealBooks : ImportTest
{
    private static readonly (string Query, string Title, string Author)[] Obvious =
    [
        ("hunger games", "The Hunger Games", "Suzanne Collins"),
        ("the hunger games", "The Hunger Games", "Suzanne Collins"),
        ("978-0-439-02348-1", "The Hunger Games", "Suzanne Collins"),
        ("0439023483", "The Hunger Games", "Suzanne Collins"),
        ("harry poter", "Harry Potter", "J.K. Rowling"),
        ("tolkien hobbit", "The Hobbit", "J.R.R. Tolkien"),
        ("hbobit", "The Hobbit", "J.R.R. Tolkien"),
        ("1984 orwell", "1984", "George Orwell"),
        ("gabriel garcia marquez", "One Hundred Years of Solitude", "Gabriel García Márquez"),
        ("GARCÍA MÁRQUEZ cholera", "Love in the Time of Cholera", "Gabriel García Márquez"),
        ("author:rowling -chamber -potter", "The Casual Vacancy", "J.K. Rowling"),
        ("\"pride and prejudice\"", "Pride and Prejudice", "Jane Austen"),
        ("lord of the ri", "The Lord of the Rings", "J.R.R. Tolkien"),
        ("to kill a mockingbrid", "To Kill a Mockingbird", "Harper Lee"),
        ("les miserables", "Les Misérables", "Victor Hugo"),
        ("catch 22", "Catch-22", "Joseph Heller"),
        ("it stephen king", "It", "Stephen King"),
        ("game of throne", "A Game of Thrones", "George R.R. Martin"),
        ("crime punishment", "Crime and Punishment", "Fyodor Dostoyevsky"),
        ("dostoevsky idiot", "The Idiot", "Fyodor Dostoyevsky"),
        ("hitchhikers guide galaxy", "The Hitchhiker's Guide to the Galaxy", "Douglas Adams"),
        ("moby dick", "Moby-Dick", "Herman Melville"),
        ("title:(dune OR foundation) -author:herbert", "Foundation", "Isaac Asimov"),
        ("jk rowling azkaban", "Harry Potter and the Prisoner of Azkaban", "J.K. Rowling"),
        ("stephen king", "", "Stephen King"),
        ("stephan king", "", "Stephen King"),
        ("terry pratchett", "", "Terry Pratchett"),
        ("great gatsby", "The Great Gatsby", "F. Scott Fitzgerald"),
    ];

    [Test, CancelAfter(180_000)]
    public async Task The_obvious_book_comes_first(CancellationToken cancellationToken)
    {
        await EndOfAsync(await SendAsync(await File.ReadAllBytesAsync(Goodbooks(), cancellationToken)));
        await Library.DoChoresAsync();

        await Assert.MultipleAsync(async () =>
        {
            foreach (var (query, title, author) in Obvious)
            {
                var found = (await Library.Stranger.GetAsync($"/search?limit=1&q={Uri.EscapeDataString(query)}")).Expect(HttpStatusCode.OK);
                var first = found.Json.GetProperty("items").EnumerateArray().Select(book => (Title: book.GetProperty("title").GetString()!, Author: book.GetProperty("author").GetString()!)).FirstOrDefault();

                Assert.That(first.Title, Does.StartWith(title), query);
                Assert.That(first.Author, Does.StartWith(author), query);
            }
        });
    }
}
