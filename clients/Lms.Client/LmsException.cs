using System;
using System.Collections.Generic;

namespace Lms.Client;

/// <summary>An answer that is not what was asked for.</summary>
public class LmsException : Exception
{
    /// <summary>An answer of this status.</summary>
    public LmsException(string message, int statusCode, string? response, IReadOnlyDictionary<string, IEnumerable<string>> headers, Exception? innerException)
        : base(message, innerException)
    {
        StatusCode = statusCode;
        Response = response;
        Headers = headers;
    }

    /// <summary>The HTTP status.</summary>
    public int StatusCode { get; }

    /// <summary>The body as text; null where it was not read.</summary>
    public string? Response { get; }

    /// <summary>The headers of the answer.</summary>
    public IReadOnlyDictionary<string, IEnumerable<string>> Headers { get; }
}

/// <summary>An answer that is not what was asked for, with a body that could be read.</summary>
/// <typeparam name="TResult">What the body is.</typeparam>
public sealed class LmsException<TResult> : LmsException
{
    /// <summary>An answer of this status with this body.</summary>
    public LmsException(string message, int statusCode, string? response, IReadOnlyDictionary<string, IEnumerable<string>> headers, TResult result, Exception? innerException)
        : base(message, statusCode, response, headers, innerException) => Result = result;

    /// <summary>The body.</summary>
    public TResult Result { get; }
}
