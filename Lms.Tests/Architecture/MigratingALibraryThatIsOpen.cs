using Lms.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;

namespace Lms.Tests.Architecture;

/// <summary>The search's index is made anew while books and copies come, change and go.</summary>
public sealed class MigratingALibraryThatIsOpen
{
    private const int Books = 5000;
    private const string VersionBefore = "20261125012640_Bibliography";

    /// <summary>Between what a desk does and what it does next, so that others on the machine come to something.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Test, CancelAfter(120_000)]
    public async Task Writers_go_on_readers_go_on_and_the_index_knows_what_they_did(CancellationToken cancellationToken)
    {
        var database = await TestDatabase.CreateEmptyAsync();
        await using var db = new LmsDbContext(new DbContextOptionsBuilder<LmsDbContext>().UseNpgsql(database, server => server.CommandTimeout((int)Patience.TotalSeconds)).UseSnakeCaseNamingConvention().Options);
        var migrator = db.GetService<IMigrator>();
        await migrator.MigrateAsync(VersionBefore, cancellationToken);
        // In all languages that are to come: the version before has writers wait for each other who bring the first book in one.
        await TestDatabase.ExecuteAsync(database, $"""
            INSERT INTO material_types (code, name) VALUES ('book', 'Book') ON CONFLICT DO NOTHING;
            INSERT INTO branches (code, name, time_zone) VALUES ('MAIN', 'Main', 'UTC');
            INSERT INTO books (title, sort_title, author, shares_isbn, subjects, language, material_type, created_at, updated_at)
            SELECT 'Volume ' || n, 'volume ' || n, 'Author ' || n, false, '{"{}"}', (ARRAY['en', 'fr', 'de'])[1 + n % 3], 'book', now(), now() FROM generate_series(1, {Books}) AS n
            """);

        using var closing = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var desks = Enumerable.Range(0, 3).Select(desk => WriteAsync(database, desk, closing.Token)).Append(ReadAsync(database, closing.Token)).ToArray();
        int[] done;
        try
        {
            await migrator.MigrateAsync(null, cancellationToken);
        }
        finally
        {
            await closing.CancelAsync();
            done = await Task.WhenAll(desks);
        }

        Assert.That(done, Has.All.GreaterThan(20), "Somebody stood still while the library was migrated.");
        Assert.That(await TestDatabase.ScalarAsync<long>(database, "SELECT count(*) FROM books LEFT JOIN search_entries ON book_id = id WHERE document IS NULL OR NOT document @@ to_tsquery('simple', '''' || replace(lower(title), ' ', ''' <-> ''') || '''')"), Is.Zero);
        Assert.That(await TestDatabase.ScalarAsync<long>(database, "SELECT count(*) FROM search_entries WHERE document @@ '''rewritten'''::tsquery"), Is.Positive);
        Assert.That(await TestDatabase.ScalarAsync<long>(database, "SELECT count(*) FROM information_schema.tables WHERE table_name LIKE 'search_entries_%'"), Is.Zero);
    }

    /// <summary>As desks and imports do: two books in one go, the lower id first; a book with a copy; a book that goes.</summary>
    private static async Task<int> WriteAsync(string database, int desk, CancellationToken closing)
    {
        var chance = new Random(desk);
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(closing);
        var done = 0;
        for (; !closing.IsCancellationRequested; done++)
        {
            var low = chance.Next(1, Books);
            var high = chance.Next(low + 1, Books + 1);
            await using var transaction = await connection.BeginTransactionAsync(CancellationToken.None);
            await using var command = new NpgsqlCommand($"""
                UPDATE books SET title = 'Rewritten {done}', sort_title = 'rewritten {done}' WHERE id = {low};
                SELECT pg_sleep(0.002);
                UPDATE books SET title = 'Rewritten {done}', language = '{(done % 2 == 0 ? "fr" : "de")}' WHERE id = {high};
                INSERT INTO books (title, sort_title, author, shares_isbn, subjects, language, material_type, created_at, updated_at) VALUES ('New {desk} {done}', 'new', 'Nobody', false, ARRAY[]::text[], 'en', 'book', now(), now());
                INSERT INTO copies (book_id, barcode, branch_id, home_branch_id, material_type, status) VALUES (currval(pg_get_serial_sequence('books', 'id')), 'N{desk}-{done}', (SELECT min(id) FROM branches), (SELECT min(id) FROM branches), 'book', 'available');
                DELETE FROM books WHERE id = {Books} + {done} * 7 AND NOT EXISTS (SELECT FROM copies WHERE book_id = books.id);
                """, connection, transaction);
            await command.ExecuteNonQueryAsync(CancellationToken.None);
            await transaction.CommitAsync(CancellationToken.None);
            await Task.Delay(Pause, CancellationToken.None);
        }

        return done;
    }

    /// <summary>As the search does: the index first, then the books.</summary>
    private static async Task<int> ReadAsync(string database, CancellationToken closing)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(closing);
        var done = 0;
        for (; !closing.IsCancellationRequested; done++)
        {
            await using var transaction = await connection.BeginTransactionAsync(CancellationToken.None);
            await using var command = new NpgsqlCommand("""
                SELECT count(*) FROM search_entries WHERE document @@ '''volume'''::tsquery;
                SELECT pg_sleep(0.005);
                SELECT count(*) FROM books WHERE id < 100;
                """, connection, transaction);
            await command.ExecuteNonQueryAsync(CancellationToken.None);
            await transaction.CommitAsync(CancellationToken.None);
        }

        return done;
    }
}
