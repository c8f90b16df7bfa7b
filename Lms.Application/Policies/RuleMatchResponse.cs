using System.Text.Json;
using Lms.Domain.Policies;

namespace Lms.Application.Policies;

/// <summary>The circulation rule that wins for a combination, and where each value comes from.</summary>
/// <param name="RuleId">The most specific rule that matches.</param>
/// <param name="Values">Every value that applies.</param>
/// <param name="Sources">The id of the rule that each value comes from, by the value's name.</param>
public sealed record RuleMatchResponse(int RuleId, RuleValues Values, IReadOnlyDictionary<string, int> Sources)
{
    internal static RuleMatchResponse Of(LoanPolicy policy) =>
        new(policy.RuleId, policy.Values, policy.Sources.ToDictionary(source => JsonNamingPolicy.CamelCase.ConvertName(source.Key), source => source.Value));
}
