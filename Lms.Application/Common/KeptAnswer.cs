using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Lms.Application.Common;

/// <summary>The answer to a request that carried an Idempotency-Key, kept so that repeating the request does not repeat the deed.</summary>
public sealed class KeptAnswer
{
    /// <summary>The longest key, in characters.</summary>
    public const int MaxKey = 255;

    /// <summary>The answer to a batch that has begun and is not finished.</summary>
    public const string Pending = "null";

    /// <summary>What stands in the place of an answer that named somebody who is to be forgotten.</summary>
    public const string Forgotten = "\"forgotten\"";

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

    /// <summary>Whether it is the answer to a batch that is not finished.</summary>
    public bool IsPending => Answer == Pending;

    /// <summary>Whether it named somebody who was forgotten since.</summary>
    public bool IsForgotten => Answer == Forgotten;

    /// <summary>Whether it is the answer to that request.</summary>
    public bool Answers(byte[] requestHash) => requestHash.AsSpan().SequenceEqual(RequestHash);

    /// <summary>The answer, where that is the same request.</summary>
    /// <exception cref="KeyReusedException">It is the answer to another request.</exception>
    /// <exception cref="ConflictException"><c>answer-forgotten</c>: the request was done, and its answer is gone.</exception>
    public string For(byte[] requestHash)
    {
        if (!Answers(requestHash))
            throw new KeyReusedException();
        return IsForgotten ? throw new ConflictException("answer-forgotten", "The request was done; its answer named somebody who has been forgotten since.") : Answer;
    }

    /// <summary>The SHA-256 of a use case and its whole request.</summary>
    public static byte[] HashOf<TRequest>(TRequest request) =>
        SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new { UseCase = typeof(TRequest).Name, Request = request }, LmsJson.Options));

    /// <summary>The key of one part of a batch; it is not too long, however long the batch's is.</summary>
    public static string KeyOfPart(string key, string name) => $"part {Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key)))} {name}";

    /// <summary>Keeps an answer.</summary>
    public static KeptAnswer Keep(int userId, string key, byte[] requestHash, string answer, DateTimeOffset at) =>
        new() { UserId = userId, Key = key, RequestHash = requestHash, Answer = answer, At = at };
}
