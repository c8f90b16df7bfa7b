using Lms.Application.Policies;
using Lms.Domain.Policies;
using Lms.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Lms.Infrastructure.Policies;

/// <summary>Remembers the policies until the database says that they changed. Every reader brings the version it saw, so that no replica goes by what is past.</summary>
internal sealed class RememberedPolicies(IServiceScopeFactory scopes) : ILibraryPolicies
{
    private volatile Remembered? _remembered;

    public async ValueTask<LibraryPolicies> AtAsync(Guid version, CancellationToken cancellationToken) =>
        _remembered is { } remembered && remembered.Version == version ? remembered.Policies : (await ReadAsync(cancellationToken)).Policies;

    public async Task<LibraryPolicies> CurrentAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LmsDbContext>();
        return await AtAsync(await db.Settings.Select(settings => settings.PolicyVersion).SingleAsync(cancellationToken), cancellationToken);
    }

    /// <summary>In one snapshot, so that the version is that of what was read with it.</summary>
    private async Task<Remembered> ReadAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LmsDbContext>();
        await using var snapshot = await db.Database.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellationToken);
        var settings = await db.Settings.AsNoTracking().SingleAsync(cancellationToken);
        var rules = await db.CirculationRules.AsNoTracking().ToListAsync(cancellationToken);
        var branches = await db.Branches.AsNoTracking().ToListAsync(cancellationToken);
        var closures = (await db.Closures.AsNoTracking().ToListAsync(cancellationToken)).ToLookup(closure => closure.BranchId);
        var calendars = branches.ToDictionary(branch => branch.Id, branch => branch.Calendar([.. closures[branch.Id]]));
        return _remembered = new Remembered(settings.PolicyVersion, new LibraryPolicies(settings.Values, new RuleBook(rules), calendars));
    }

    private sealed record Remembered(Guid Version, LibraryPolicies Policies);
}
