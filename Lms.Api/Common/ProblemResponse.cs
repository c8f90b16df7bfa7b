using System.Text.Json.Serialization;
using Lms.Domain.Common;

namespace Lms.Api.Common;

/// <summary>Why a request was not done (RFC 9457).</summary>
public record ProblemResponse
{
    /// <summary>The media type of problems.</summary>
    public const string MediaType = "application/problem+json";

    /// <summary>The page that explains this kind of problem: <c>/problems/{code}</c>.</summary>
    public required string Type { get; init; }

    /// <summary>What kind of problem it is, for people.</summary>
    public required string Title { get; init; }

    /// <summary>The HTTP status.</summary>
    public required int Status { get; init; }

    /// <summary>What is the matter here and now, and what to do; null where there is no more to say.</summary>
    public string? Detail { get; init; }

    /// <summary>The path that was asked for.</summary>
    public string? Instance { get; init; }

    /// <summary>Stable and kebab-case: what a program switches on. Those that there are stand in <c>x-extensible-enum</c>; more may come.</summary>
    public required string Code { get; init; }

    /// <summary>What the log calls the request (W3C trace context).</summary>
    public string? TraceId { get; init; }

    /// <summary>For invalid requests: what is wrong, by member; <c>""</c> is the body as a whole.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }

    /// <summary>For refusals: every reason, and who may override it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<Block>? Blocks { get; init; }

    /// <summary>For an ISBN that is catalogued already: the book that has it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? BookId { get; init; }
}
