using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace Lms.Infrastructure.Identity;

/// <summary>A key that access tokens are signed with (ES256, RFC 7518, section 3.4); all replicas share it through the database.</summary>
internal sealed class SigningKey
{
    /// <summary>For how long new tokens are signed with a key.</summary>
    public static readonly TimeSpan UsedFor = TimeSpan.FromDays(30);

    private SigningKey()
    {
    }

    /// <summary>What tokens call it (<c>kid</c>).</summary>
    public string Id { get; private init; } = "";

    /// <summary>The private key (PKCS #8).</summary>
    public byte[] PrivateKey { get; private init; } = [];

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; private init; }

    /// <summary>Makes a key.</summary>
    public static SigningKey Make(DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new SigningKey { Id = Guid.NewGuid().ToString("N"), PrivateKey = key.ExportPkcs8PrivateKey(), CreatedAt = now };
    }

    /// <summary>The key as the token library wants it.</summary>
    public ECDsaSecurityKey ToSecurityKey()
    {
        var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(PrivateKey, out _);
        return new ECDsaSecurityKey(key) { KeyId = Id };
    }
}
