using System.Globalization;
using System.Text.RegularExpressions;
using Lms.Api.Common;
using Lms.Application.Common;
using NSwag.Generation.Processors;
using NSwag.Generation.Processors.Contexts;

namespace Lms.Api.OpenApi;

/// <summary>Shows of each problem what it says, instead of every member that a problem can have.</summary>
internal sealed partial class ProblemExamples : IOperationProcessor
{
    private const string TraceId = "4bf92f3577b34da6a3ce929d0e0e4736";

    private static readonly Dictionary<string, (string Code, string Detail)> Usual = new()
    {
        ["400"] = ("validation-failed", "title: It must not be empty."),
        ["401"] = ("not-signed-in", "Sign in, or get a new access token: this one is missing, expired or not good."),
        ["403"] = ("forbidden", "Your role does not allow this."),
        ["404"] = ("not-found", "There is nothing with id 42."),
        ["409"] = ("request-in-progress", "The first request with this Idempotency-Key is still running. Repeat it in a moment."),
        ["412"] = ("changed-meanwhile", "It was changed since you read it. Read it again and repeat your change."),
        ["413"] = ("too-large", "The request is too large."),
        ["415"] = ("unsupported-media-type", "The body's media type is not supported here."),
        ["422"] = ("idempotency-key-reused", "This Idempotency-Key belongs to another request."),
        ["500"] = ("internal-error", "Something is broken on our side. The log has the details under this traceId."),
        ["503"] = ("database-unavailable", "The database cannot be reached. Repeat the request in a moment."),
        ["429"] = ("too-many-requests", "Too many requests; wait a little."),
    };

    public bool Process(OperationProcessorContext context)
    {
        foreach (var (status, response) in context.OperationDescription.Operation.Responses)
        {
            if (Usual.TryGetValue(status, out var usual) && response.Content.TryGetValue(ProblemResponse.MediaType, out var problem))
                problem.Example = Example(int.Parse(status, CultureInfo.InvariantCulture), Named(response.Description) ?? usual, context.OperationDescription.Path);
        }

        return true;
    }

    /// <summary>What an operation's own words say of a problem: <c>isbn-exists: another book has this ISBN</c>; null where they name none.</summary>
    private static (string Code, string Detail)? Named(string? description) => CodeAndMeaning().Match(description ?? "") is { Success: true } match
        ? (match.Groups["code"].Value, Sentence(match.Groups["meaning"].Value))
        : null;

    private static string Sentence(string words) => char.ToUpperInvariant(words[0]) + words[1..];

    private static Dictionary<string, object> Example(int status, (string Code, string Detail) problem, string path)
    {
        var example = new Dictionary<string, object>
        {
            ["type"] = $"/problems/{problem.Code}",
            ["title"] = ProblemKinds.Find(problem.Code)?.Title ?? problem.Code,
            ["status"] = status,
            ["detail"] = problem.Detail,
            ["instance"] = path.Replace("{id}", "42", StringComparison.Ordinal),
            ["code"] = problem.Code,
            ["traceId"] = TraceId,
        };
        if (problem.Code == "validation-failed")
            example["errors"] = new Dictionary<string, string[]> { ["title"] = ["It must not be empty."] };
        return example;
    }

    [GeneratedRegex("^`?(?<code>[a-z]+(?:-[a-z]+)+)`?: (?<meaning>[^;]+)")]
    private static partial Regex CodeAndMeaning();
}
