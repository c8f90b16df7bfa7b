using Lms.Domain.Identity;

namespace Lms.Application.Common;

/// <summary>A kind of problem, in words for whoever meets it.</summary>
/// <param name="Code">Stable and kebab-case: the <c>code</c> of a problem document, or of one of its <c>blocks</c>.</param>
/// <param name="Status">The HTTP status that it comes with.</param>
/// <param name="Title">What it is, in a few words.</param>
/// <param name="Meaning">What happened.</param>
/// <param name="Advice">What to do about it.</param>
/// <param name="OverridableBy">The least role that may ever do it all the same; null where nobody may.</param>
public sealed record ProblemKind(string Code, int Status, string Title, string Meaning, string Advice, Role? OverridableBy = null)
{
    /// <summary>Whether it is a reason why an action at the desk is refused, and not the refusal itself.</summary>
    public bool IsBlock { get; private init; }

    /// <summary>There is no such thing.</summary>
    /// <param name="what">What there is not, as in <see cref="NotFoundException"/>.</param>
    internal static ProblemKind NoSuch(string what) => new(
        $"{what.Replace(' ', '-')}-not-found", 404, $"There is no such {what}",
        $"Nothing answers to the id, or whatever else you named the {what} by. It may have been deleted, or it is not yours to see.",
        $"Look up the {what} again.");

    /// <summary>The request conflicts with how things are.</summary>
    internal static ProblemKind Conflict(string code, string title, string meaning, string advice) => new(code, 409, title, meaning, advice);

    /// <summary>A reason why an action at the desk is refused; <see cref="Domain.Common.Block"/>.</summary>
    internal static ProblemKind Block(string code, string title, string meaning, string advice, Role? overridableBy = null) => new(code, 409, title, meaning, advice, overridableBy) { IsBlock = true };
}
