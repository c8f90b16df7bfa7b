using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Lms.Application.Identity;

/// <summary>Random tokens that are shown once and kept only as hashes.</summary>
internal static class Secret
{
    /// <summary>A new token of 256 random bits, in base64url (RFC 4648).</summary>
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>What is kept of a token. So much randomness needs neither salt nor a slow hash.</summary>
    public static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
