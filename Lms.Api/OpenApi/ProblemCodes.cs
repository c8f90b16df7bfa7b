using System.Reflection;
using System.Text.RegularExpressions;
using Lms.Api.Common;
using Lms.Application.Common;
using NSwag;
using NSwag.Generation.Processors.Contexts;

namespace Lms.Api.OpenApi;

/// <summary>
/// Says with each refusal of an operation which codes its problem may have: those of its status, those of the things in its path, and those that the operation's own words name.
/// With a refusal by the rules, also the codes that its blocks may have.
/// </summary>
internal static partial class ProblemCodes
{
    private const string OfProblem = "x-problem-codes";
    private const string OfBlocks = "x-block-codes";
    private const string Refused = "refused";

    private static readonly Dictionary<string, string[]> OfStatus = new()
    {
        ["400"] = ["bad-request", "validation-failed"],
        ["401"] = ["not-signed-in"],
        ["403"] = ["forbidden"],
        ["409"] = ["too-much-going-on"],
        ["412"] = ["changed-meanwhile"],
        ["413"] = ["too-large"],
        ["415"] = ["unsupported-media-type"],
        ["416"] = ["range-not-satisfiable"],
        ["422"] = ["idempotency-key-reused"],
        ["429"] = ["too-many-requests"],
        ["500"] = ["internal-error"],
        ["503"] = ["database-unavailable", "starting"],
    };

    private static readonly string[] OfRepetition = ["answer-forgotten", "request-in-progress"];

    public static void Describe(OperationProcessorContext context)
    {
        var operation = context.OperationDescription.Operation;
        var blocks = context.MethodInfo.GetCustomAttribute<RefusesAttribute>()?.Blocks ?? [];
        foreach (var (status, response) in operation.Responses.Where(response => response.Value.Content.ContainsKey(ProblemResponse.MediaType)))
        {
            var codes = Code().Matches(response.Description ?? "").Select(match => match.Value).Where(code => !blocks.Contains(code) && ProblemKinds.Find(code) is not null)
                .Concat(OfStatus.GetValueOrDefault(status, []))
                .Concat(status == "404" ? OfPath(context.OperationDescription.Path) : [])
                .Concat(status == "409" && operation.Parameters.Any(parameter => parameter.Name == HttpCaller.IdempotencyKeyHeader) ? OfRepetition : [])
                .Concat(status == "409" && blocks.Count > 0 ? [Refused] : []);
            response.ExtensionData = new Dictionary<string, object?> { [OfProblem] = InOrder(codes) };
            if (status == "409" && blocks.Count > 0)
                response.ExtensionData[OfBlocks] = InOrder(blocks);
        }
    }

    /// <summary>Whatever has a place in a path may not be there: of <c>/users/{id}/account/entries/{entryId}</c> a user and an account entry.</summary>
    private static IEnumerable<string> OfPath(string path)
    {
        var parts = path.Trim('/').Split('/');
        return parts.Index().Where(part => part.Index > 0 && part.Item.StartsWith('{'))
            .SelectMany(part => new[] { One(parts[part.Index - 1]), part.Index > 1 ? $"{parts[part.Index - 2]}-{One(parts[part.Index - 1])}" : "" })
            .Select(thing => $"{thing}-not-found").Where(code => ProblemKinds.Find(code) is not null);
    }

    private static string One(string many) =>
        many.EndsWith("ies", StringComparison.Ordinal) ? many[..^3] + "y" : many.EndsWith("ches", StringComparison.Ordinal) ? many[..^2] : many.TrimEnd('s');

    private static string[] InOrder(IEnumerable<string> codes) => [.. codes.Distinct().Order(StringComparer.Ordinal)];

    [GeneratedRegex(@"\b[a-z]+(?:-[a-z]+)+\b")]
    private static partial Regex Code();
}
