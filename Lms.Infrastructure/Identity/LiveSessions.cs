using Lms.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;

namespace Lms.Infrastructure.Identity;

/// <summary>
/// Whether the user behind an access token is still the one it was issued to. Looked up at most every half minute a user, so that a
/// demotion, a lock or a new password ends sessions within a minute without a query on every request.
/// </summary>
public sealed class LiveSessions(IServiceScopeFactory scopes, IMemoryCache cache, TimeProvider time)
{
    private static readonly TimeSpan KnownFor = TimeSpan.FromSeconds(30);

    /// <summary>Whether the user exists, is not locked, and has the security stamp of the token.</summary>
    public async Task<bool> IsLiveAsync(int userId, string stamp, CancellationToken cancellationToken)
    {
        var key = (typeof(LiveSessions), userId);
        if (cache.TryGetValue(key, out Known? known) && time.GetUtcNow() - known!.ReadAt < KnownFor)
            return known.Stamp == stamp;

        known = new Known(await StampAsync(userId, cancellationToken), time.GetUtcNow());
        cache.Set(key, known, KnownFor);
        return known.Stamp == stamp;
    }

    private async Task<string?> StampAsync(int userId, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LmsDbContext>();
        var now = time.GetUtcNow();
        return await db.Users.Where(user => user.Id == userId && !(user.LockoutEnd > now)).Select(user => user.SecurityStamp).SingleOrDefaultAsync(cancellationToken);
    }

    private sealed record Known(string? Stamp, DateTimeOffset ReadAt);
}
