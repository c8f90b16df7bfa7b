namespace Lms.Tests;

/// <summary>A test that has a whole library to itself.</summary>
public abstract class LibraryTest
{
    protected Library Library { get; private set; } = null!;

    [OneTimeSetUp]
    public async Task Rent() => Library = await TestDatabase.RentAsync();

    [SetUp]
    public Task Reopen() => Library.ReopenAsync();

    [OneTimeTearDown]
    public void GiveBack() => TestDatabase.GiveBack(Library);

    /// <summary>Holds a book until the result is disposed: work that comes to it waits there.</summary>
    protected async Task<IAsyncDisposable> HoldBookAsync(int id)
    {
        var connection = new Npgsql.NpgsqlConnection(Library.ConnectionString);
        await connection.OpenAsync();
        await connection.BeginTransactionAsync();
        await using var command = new Npgsql.NpgsqlCommand($"SELECT FROM books WHERE id = {id} FOR UPDATE", connection);
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    /// <summary>Waits until somebody, or more than one, waits for what is held.</summary>
    protected async Task SomebodyWaitsAsync(int waiting = 1)
    {
        while (await Library.ScalarAsync<long>("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'") < waiting)
            await Task.Delay(5);
    }
}
