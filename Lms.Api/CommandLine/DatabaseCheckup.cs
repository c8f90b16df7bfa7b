using Lms.Domain.Identity;
using Lms.Infrastructure;
using Lms.Infrastructure.Identity;
using Lms.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Lms.Api.CommandLine;

/// <summary>What the doctor looks at in the database, in the order in which one thing needs the other.</summary>
internal sealed class DatabaseCheckup(IServiceProvider services)
{
    /// <summary>The first version with NULLS NOT DISTINCT, on which circulation rules rely.</summary>
    private const int OldestVersion = 15;

    private readonly LmsDbContext _db = services.GetRequiredService<LmsDbContext>();
    private readonly LmsOptions _options = services.GetRequiredService<IOptions<LmsOptions>>().Value;
    private bool _isMigrated;

    /// <summary>Each answers null where there is nothing to look at yet.</summary>
    public IEnumerable<Func<CancellationToken, Task<Finding?>>> Looks => [VersionAsync, SearchAsync, MigrationsAsync, AdministratorsAsync, PasswordsAsync];

    private async Task<Finding?> VersionAsync(CancellationToken cancellationToken)
    {
        var number = await OneAsync($"SELECT current_setting('server_version_num')::int AS \"Value\"", cancellationToken);
        return number / 10_000 >= OldestVersion
            ? new Finding(Verdict.Ok, "database", $"PostgreSQL {number / 10_000} answers")
            : new Finding(Verdict.Fail, "database", $"PostgreSQL {number / 10_000} answers", $"Lms needs PostgreSQL {OldestVersion} or later.");
    }

    private async Task<Finding?> SearchAsync(CancellationToken cancellationToken) =>
        await OneAsync($"SELECT count(*)::int AS \"Value\" FROM pg_available_extensions WHERE name IN ('pg_trgm', 'unaccent')", cancellationToken) == 2
            ? new Finding(Verdict.Ok, "search", "the extensions pg_trgm and unaccent are there")
            : new Finding(Verdict.Fail, "search", "the extension pg_trgm or unaccent is missing", "Install PostgreSQL's contrib package on the database server.");

    private async Task<Finding?> MigrationsAsync(CancellationToken cancellationToken)
    {
        var pending = (await _db.Database.GetPendingMigrationsAsync(cancellationToken)).Count();
        _isMigrated = pending == 0;
        return _isMigrated
            ? new Finding(Verdict.Ok, "tables", "they are of this version")
            : new Finding(Verdict.Warn, "tables", $"{pending} migrations are pending", "They are applied at the next start, or now by: lms migrate");
    }

    private async Task<Finding?> AdministratorsAsync(CancellationToken cancellationToken)
    {
        if (!_isMigrated)
            return null;
        var administrators = await _db.Users.CountAsync(user => user.Role == Role.Admin, cancellationToken);
        return administrators > 0 || _options.AdminUsername is not null
            ? new Finding(Verdict.Ok, "administrators", $"{administrators} in the database")
            : new Finding(Verdict.Warn, "administrators", "there are none, so nobody can work here", "Set Lms__AdminUsername and Lms__AdminPassword and start.");
    }

    private async Task<Finding?> PasswordsAsync(CancellationToken cancellationToken)
    {
        if (_options.Demo)
            return new Finding(Verdict.Warn, "passwords", "this is a demonstration: everybody knows them", "For a real library, set ConnectionStrings__Lms and leave Lms__Demo out.");
        if (!_isMigrated)
            return null;
        try
        {
            await services.GetRequiredService<FirstAdministrator>().RefusePublishedPasswordsAsync(cancellationToken);
            return new Finding(Verdict.Ok, "passwords", "no published one opens it");
        }
        catch (UnsafeInstallationException exception)
        {
            return new Finding(Verdict.Fail, "passwords", exception.Message);
        }
    }

    private async Task<int> OneAsync(FormattableString sql, CancellationToken cancellationToken) =>
        (await _db.Database.SqlQuery<int>(sql).ToListAsync(cancellationToken))[0];
}
