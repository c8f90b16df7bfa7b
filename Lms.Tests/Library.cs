using Lms.Api;
using Lms.Application.Chores;
using Lms.Application.Identity;
using Lms.Domain.Identity;
using Lms.Infrastructure.Identity;
using Lms.Infrastructure.Persistence;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Respawn;
using Respawn.Graph;

namespace Lms.Tests;

/// <summary>A small library with its API running on a real server and a real PostgreSQL; its clock stands still until a test moves it.</summary>
public sealed class Library : IAsyncDisposable
{
    /// <summary>An hour at which the day in UTC is not the day of Brisbane, where the library stands.</summary>
    public static readonly DateTimeOffset Opening = new(2026, 3, 2, 20, 30, 0, TimeSpan.Zero);

    private readonly WebApplication _app;
    private readonly NpgsqlDataSource _database;
    private readonly Respawner _respawner;

    private Library(WebApplication app, string connectionString, Respawner respawner, FakeTimeProvider clock, TestMail mail)
    {
        (_app, ConnectionString, _respawner, Clock, Mail) = (app, connectionString, respawner, clock, mail);
        _database = app.Services.GetRequiredService<NpgsqlDataSource>();
        Address = new Uri(app.Urls.First());
    }

    public FakeTimeProvider Clock { get; }

    public TestMail Mail { get; }

    public Uri Address { get; }

    public IServiceProvider Services => _app.Services;

    public string ConnectionString { get; }

    /// <summary>Nobody in particular.</summary>
    public Visitor Stranger { get; private set; } = null!;

    public Visitor Member { get; private set; } = null!;

    public Visitor OtherMember { get; private set; } = null!;

    public Visitor Librarian { get; private set; } = null!;

    public Visitor Admin { get; private set; } = null!;

    public static async Task<Library> OpenAsync(string connectionString, Action<WebApplicationBuilder>? adjust = null)
    {
        var clock = new FakeTimeProvider(Opening);
        var mail = new TestMail();
        var settings = new Dictionary<string, string?>
        {
            ["ConnectionStrings:Lms"] = connectionString,
            ["urls"] = "http://127.0.0.1:0",
            ["Lms:Demo"] = "true",
            ["Lms:SignInsPerMinute"] = "100000",
            ["Lms:ChoresEvery"] = "00:00:00",
        };
        var app = LmsApplication.Build(["--environment=Development"], settings, builder =>
        {
            builder.Logging.SetMinimumLevel(LogLevel.Error);
            builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock));
            builder.Services.Replace(ServiceDescriptor.Singleton<Application.Notices.IMailTransport>(mail));
            builder.Services.Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = 100);
            adjust?.Invoke(builder);
        });
        await app.StartAsync();
        await app.Services.GetRequiredService<Api.Common.DatabaseStartup>().WhenReady;

        var database = app.Services.GetRequiredService<NpgsqlDataSource>();
        await using var connection = await database.OpenConnectionAsync();
        var respawner = await Respawner.CreateAsync(connection, new RespawnerOptions
        {
            DbAdapter = new QuickReset(),
            SchemasToInclude = ["public"],
            TablesToIgnore = [new Table("__EFMigrationsHistory"), new Table("signing_keys")],
            WithReseed = true,
        });
        return new Library(app, connectionString, respawner, clock, mail);
    }

    /// <summary>Empties the library but for one branch and five people, and sets the clock back.</summary>
    public async Task ReopenAsync()
    {
        await using (var connection = await _database.OpenConnectionAsync())
        {
            // The ledger is not emptied but where triggers are asleep.
            await using (var asleep = new NpgsqlCommand("SET session_replication_role = replica", connection))
                await asleep.ExecuteNonQueryAsync();
            await _respawner.ResetAsync(connection);
            await using (var awake = new NpgsqlCommand("RESET session_replication_role", connection))
                await awake.ExecuteNonQueryAsync();
            await using var timeZone = new NpgsqlCommand("INSERT INTO branches (code, name, time_zone) VALUES ('MAIN', 'Main library', 'Australia/Brisbane')", connection);
            await timeZone.ExecuteNonQueryAsync();
        }

        Clock.AdjustTime(Opening);
        Mail.Reset();
        ((MemoryCache)Services.GetRequiredService<IMemoryCache>()).Clear();
        await using var scope = Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<Essentials>().PutInAsync(CancellationToken.None);

        Stranger = new Visitor(Address, 0, null);
        Admin = await EnrolAsync("admin1", Role.Admin);
        Librarian = await EnrolAsync("librarian1", Role.Librarian);
        Member = await EnrolAsync("member1", Role.Member);
        OtherMember = await EnrolAsync("member2", Role.Member);
    }

    /// <summary>Gives somebody an account, with their name followed by 123 as the password, and signs them in.</summary>
    public async Task<Visitor> EnrolAsync(string username, Role role = Role.Member)
    {
        await using var scope = Services.CreateAsyncScope();
        var account = new NewAccount(username, username + "123", role) { FirstName = username, LastName = "Tester" };
        var user = await scope.ServiceProvider.GetRequiredService<Registration>().RegisterAsync(account, CancellationToken.None);
        var token = await scope.ServiceProvider.GetRequiredService<ITokenIssuer>().IssueAsync(user, CancellationToken.None);
        return new Visitor(Address, user.Id, token.Value) { CardNumber = user.Patron!.CardNumber };
    }

    /// <summary>Signs somebody in again, as after the clock went on.</summary>
    public async Task<Visitor> AgainAsync(Visitor visitor)
    {
        await using var scope = Services.CreateAsyncScope();
        var user = await scope.ServiceProvider.GetRequiredService<LmsDbContext>().Users.SingleAsync(user => user.Id == visitor.Id);
        var token = await scope.ServiceProvider.GetRequiredService<ITokenIssuer>().IssueAsync(user, CancellationToken.None);
        return new Visitor(Address, visitor.Id, token.Value) { CardNumber = visitor.CardNumber };
    }

    /// <summary>Lets time pass; staff and the two members are signed in again.</summary>
    public async Task WaitAsync(TimeSpan time)
    {
        Clock.Advance(time);
        (Admin, Librarian, Member, OtherMember) = (await AgainAsync(Admin), await AgainAsync(Librarian), await AgainAsync(Member), await AgainAsync(OtherMember));
    }

    /// <summary>Lets the library do by itself all that is to be done now.</summary>
    public Task<IReadOnlyDictionary<string, int>> DoChoresAsync() => Services.GetRequiredService<ChoreRound>().RunAsync(CancellationToken.None);

    /// <summary>Puts a book with copies on the shelf and answers it with the barcodes of its copies.</summary>
    public async Task<Shelved> ShelveAsync(string title = "Frankenstein", int copies = 1)
    {
        var book = await Librarian.PostAsync("/books", new { title, author = "Mary Shelley", copies });
        book.Expect(HttpStatusCode.Created);
        var listed = await Librarian.GetAsync($"/books/{book.Id}/copies?sort=id&limit=200");
        return new Shelved(book.Id, [.. listed.Json.EnumerateArray().Select(copy => copy.GetProperty("barcode").GetString()!)]);
    }

    /// <summary>Changes settings of the library.</summary>
    public async Task SetAsync(object settings) => (await Admin.PatchAsync("/settings", settings)).Expect(HttpStatusCode.OK);

    /// <summary>Changes what the catch-all circulation rule says.</summary>
    public async Task RuleAsync(object values)
    {
        var rules = await Admin.GetAsync("/circulation-rules");
        (await Admin.PatchAsync($"/circulation-rules/{rules.Json[0].GetProperty("id")}", values)).Expect(HttpStatusCode.OK);
    }

    /// <summary>Opens another branch and answers its id.</summary>
    public async Task<int> OpenBranchAsync(string code, string timeZone = "Australia/Brisbane") =>
        (await Admin.PostAsync("/branches", new { code, name = code, timeZone })).Expect(HttpStatusCode.Created).Id;

    /// <summary>One value out of the database.</summary>
    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var command = _database.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>The tables in which any of these words stands anywhere.</summary>
    public async Task<IReadOnlyList<string>> TablesContainingAsync(params string[] words)
    {
        var pattern = string.Join('|', words.Select(System.Text.RegularExpressions.Regex.Escape));
        var tables = (await ScalarAsync<string[]>("SELECT array_agg(table_name::text) FROM information_schema.tables WHERE table_schema = 'public'"))!;
        var found = new List<string>();
        foreach (var table in tables)
        {
            await using var command = _database.CreateCommand($"SELECT EXISTS (SELECT FROM \"{table}\" AS row WHERE row::text ~ $1)");
            command.Parameters.AddWithValue(pattern);
            if (await command.ExecuteScalarAsync() is true)
                found.Add(table);
        }

        return found;
    }

    /// <summary>The same as long as nothing in any table changes.</summary>
    public async Task<string> FingerprintAsync()
    {
        var tables = await ScalarAsync<string[]>("SELECT array_agg(table_name::text ORDER BY table_name) FROM information_schema.tables WHERE table_schema = 'public'");
        var rows = tables.Select(table => $"SELECT '{table}' || ' ' || count(*) || ' ' || coalesce(md5(string_agg(row::text, '|' ORDER BY row::text)), '') AS print FROM \"{table}\" AS row");
        return await ScalarAsync<string>($"SELECT string_agg(print, chr(10)) FROM ({string.Join(" UNION ALL ", rows)}) AS tables");
    }

    /// <summary>Lets nobody write to a table until the result is disposed, so that writers queue up and a race is staged.</summary>
    public async Task<HeldBackWrites> HoldBackWritesToAsync(string table) => await HeldBackWrites.BeginAsync(_database, table);

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}

/// <summary>A book on the shelf.</summary>
public sealed record Shelved(int BookId, IReadOnlyList<string> Barcodes)
{
    public string Barcode => Barcodes[0];
}
