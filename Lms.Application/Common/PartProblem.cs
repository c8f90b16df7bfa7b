using FluentValidation;
using Lms.Domain.Common;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Common;

/// <summary>Why one part of a batch was not done; the same that it would say as the only one.</summary>
/// <param name="Type">The page that explains this kind of problem: <c>/problems/{code}</c>.</param>
/// <param name="Status">The HTTP status that it would have as the only one.</param>
/// <param name="Code">Stable and kebab-case: what a program switches on.</param>
/// <param name="Detail">What is the matter, for people.</param>
/// <param name="Blocks">For refusals: every reason, and who may override it; null for other problems.</param>
/// <param name="Errors">For invalid parts: what is wrong, by member; null for other problems.</param>
public sealed record PartProblem(string Type, int Status, string Code, string Detail, IReadOnlyList<Block>? Blocks, IReadOnlyDictionary<string, string[]>? Errors)
{
    /// <summary>What an exception says about one part; null where it is about more than that part.</summary>
    internal static PartProblem? Of(Exception exception) => exception switch
    {
        RefusedException refused => Make(409, "refused", refused.Message) with { Blocks = refused.Blocks },
        ValidationException invalid => OfMembers(invalid.Errors.GroupBy(failure => NameOf(failure.PropertyName)).ToDictionary(member => member.Key, member => member.Select(failure => failure.ErrorMessage).ToArray())),
        InvalidMemberException invalid => OfMembers(new() { [invalid.Member] = [invalid.Message] }),
        NotFoundException missing => Make(404, missing.Code, missing.Message),
        ForbiddenException forbidden => Make(403, forbidden.Code, forbidden.Message),
        ConflictException { Code: not "request-in-progress" } conflict => Make(409, conflict.Code, conflict.Message),
        DbUpdateConcurrencyException => Make(409, "too-much-going-on", "Others kept changing the same thing. Repeat the request."),
        _ => null,
    };

    private static PartProblem OfMembers(Dictionary<string, string[]> errors) =>
        Make(400, "validation-failed", string.Join(" ", errors.Select(member => $"{member.Key}: {string.Join(" ", member.Value)}"))) with { Errors = errors };

    private static PartProblem Make(int status, string code, string detail) => new($"/problems/{code}", status, code, detail, null, null);

    private static string NameOf(string path) => string.Join('.', path.Split('.').Select(name => name.Length == 0 ? name : char.ToLowerInvariant(name[0]) + name[1..]));
}
