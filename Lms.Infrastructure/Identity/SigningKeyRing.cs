using System.Collections.Immutable;
using Lms.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;

namespace Lms.Infrastructure.Identity;

/// <summary>The signing keys of all replicas, read from the database when one is needed that is not known here yet.</summary>
public sealed class SigningKeyRing(IServiceScopeFactory scopes, TimeProvider time) : IDisposable
{
    private const long RotationLock = 0x4c6d73_6b657973;
    private static readonly TimeSpan LeastPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan TokensOutlive = TimeSpan.FromHours(1);

    private readonly SemaphoreSlim _reading = new(1);
    private ImmutableDictionary<string, (SecurityKey Key, DateTimeOffset CreatedAt)> _keys = ImmutableDictionary<string, (SecurityKey, DateTimeOffset)>.Empty;
    private DateTimeOffset _readAt = DateTimeOffset.MinValue;

    /// <summary>The key with an id; null where there is none. A key that was never seen here is looked for in the database, at most once a second.</summary>
    public async Task<SecurityKey?> FindAsync(string id, CancellationToken cancellationToken)
    {
        if (!_keys.ContainsKey(id))
            await ReadAsync(cancellationToken);
        return Find(id);
    }

    /// <summary>The key with an id, as far as it is known here; null where it is not.</summary>
    public SecurityKey? Find(string id) => _keys.TryGetValue(id, out var known) ? known.Key : null;

    /// <summary>The key to sign new tokens with; made where the last one was used for long enough.</summary>
    internal async Task<SecurityKey> CurrentAsync(CancellationToken cancellationToken)
    {
        var fresh = time.GetUtcNow() - SigningKey.UsedFor;
        if (Newest() is { } current && current.CreatedAt > fresh)
            return current.Key;

        await RotateAsync(fresh, cancellationToken);
        _readAt = DateTimeOffset.MinValue;
        await ReadAsync(cancellationToken);
        return Newest()!.Value.Key;
    }

    /// <inheritdoc/>
    public void Dispose() => _reading.Dispose();

    private (SecurityKey Key, DateTimeOffset CreatedAt)? Newest() =>
        _keys.IsEmpty ? null : _keys.Values.MaxBy(known => known.CreatedAt);

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        await _reading.WaitAsync(cancellationToken);
        try
        {
            if (time.GetUtcNow() - _readAt < LeastPause)
                return;
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<LmsDbContext>();
            var rows = await db.SigningKeys.AsNoTracking().ToListAsync(cancellationToken);
            _keys = rows.ToImmutableDictionary(row => row.Id, row => _keys.TryGetValue(row.Id, out var known) ? known : (row.ToSecurityKey(), row.CreatedAt));
            _readAt = time.GetUtcNow();
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <summary>One replica makes the next key, and removes those whose last token has expired; the others wait and find it.</summary>
    private async Task RotateAsync(DateTimeOffset fresh, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LmsDbContext>();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({RotationLock})", cancellationToken);
        if (!await db.SigningKeys.AnyAsync(key => key.CreatedAt > fresh, cancellationToken))
        {
            db.SigningKeys.Add(SigningKey.Make(time.GetUtcNow()));
            await db.SaveChangesAsync(cancellationToken);
            await db.SigningKeys.Where(key => key.CreatedAt < fresh - TokensOutlive).ExecuteDeleteAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }
}
