namespace Lms.Application.Common;

/// <summary>The answer to a request that carried an Idempotency-Key, kept so that repeating the request does not repeat the deed.</summary>
public sealed class KeptAnswer
{
    /// <summary>The longest key, in characters.</summary>
    public const int MaxKey = 255;

    /// <summary>For how long answers are kept.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    private KeptAnswer()
    {
    }

    /// <summary>Who asked.</summary>
    public int UserId { get; private init; }

    /// <summary>The key that they chose.</summary>
    public string Key { get; private init; } = "";

    /// <summary>The SHA-256 of the use case and its whole request.</summary>
    public byte[] RequestHash { get; private init; } = [];

    /// <summary>The answer, as JSON.</summary>
    public string Answer { get; private init; } = "";

    /// <summary>When it was given.</summary>
    public DateTimeOffset At { get; private init; }

    /// <summary>Keeps an answer.</summary>
    public static KeptAnswer Keep(int userId, string key, byte[] requestHash, string answer, DateTimeOffset at) =>
        new() { UserId = userId, Key = key, RequestHash = requestHash, Answer = answer, At = at };
}
