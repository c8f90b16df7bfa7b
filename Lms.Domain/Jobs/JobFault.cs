namespace Lms.Domain.Jobs;

/// <summary>Why a thing of a job could not be done.</summary>
/// <param name="Code">The code that the problem, or the refusal, would have where the thing were asked for alone.</param>
/// <param name="Reason">What stands in the way, for people.</param>
public sealed record JobFault(string Code, string Reason)
{
    /// <summary>The longest code, in characters.</summary>
    public const int MaxCode = 64;

    /// <summary>Somebody changed the thing since.</summary>
    public static JobFault ChangedSince { get; } = new("changed-since", "Somebody changed it since.");

    /// <summary>What it would become is not allowed.</summary>
    /// <param name="reason">What is wrong with it.</param>
    public static JobFault Invalid(string reason) => new("validation-failed", reason);
}
