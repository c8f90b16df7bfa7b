namespace Lms.Application.Common;

/// <summary>A use case could not go on, for a reason that the caller can understand and act on.</summary>
/// <param name="code">Stable, kebab-case; what clients switch on.</param>
/// <param name="message">A sentence for the person who asked.</param>
public abstract class ProblemException(string code, string message) : Exception(message)
{
    /// <summary>Stable, kebab-case; what clients switch on.</summary>
    public string Code { get; } = code;

    /// <summary>More for the program that asked, by member name; empty where there is nothing more to say.</summary>
    public IReadOnlyDictionary<string, object> Details { get; init; } = new Dictionary<string, object>();
}

/// <summary>There is no such thing, or it is not the caller's to see.</summary>
public sealed class NotFoundException(string what, string which) : ProblemException($"{what.Replace(' ', '-')}-not-found", $"There is no {what} with {which}.")
{
    /// <summary>There is nothing with that id.</summary>
    public NotFoundException(string what, long id) : this(what, $"id {id}")
    {
    }
}

/// <summary>The request conflicts with how things are.</summary>
public sealed class ConflictException(string code, string message) : ProblemException(code, message);

/// <summary>It was there, and is not any more.</summary>
public sealed class GoneException(string code, string message) : ProblemException(code, message);

/// <summary>The caller's role does not allow it.</summary>
public sealed class ForbiddenException(string message) : ProblemException("forbidden", message);

/// <summary>The thing was changed since the caller read it.</summary>
public sealed class PreconditionFailedException() : ProblemException("changed-meanwhile", "It was changed since you read it. Read it again and repeat your change.");

/// <summary>The sign-in, or what stands for it, is not good.</summary>
public sealed class NotSignedInException(string code, string message) : ProblemException(code, message);

/// <summary>The key of an earlier request was used for another one.</summary>
public sealed class KeyReusedException() : ProblemException("idempotency-key-reused", "This Idempotency-Key belongs to another request.");

/// <summary>A member of the request is wrong in a way that only the library's data can tell.</summary>
public sealed class InvalidMemberException(string member, string message) : ProblemException("validation-failed", message)
{
    /// <summary>The member's name, as in the request.</summary>
    public string Member { get; } = member;
}

/// <summary>The body is of a media type that is not taken here.</summary>
public sealed class UnsupportedMediaException(string message) : ProblemException("unsupported-media-type", message);
