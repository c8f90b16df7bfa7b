using System.Globalization;

namespace Lms.Api.Common;

/// <summary>Marks an operation, or all of a controller, that will go away: its answers and the OpenAPI document say so.</summary>
/// <param name="since">The day from which it is no longer to be used, as <c>2026-11-30</c>; midnight in UTC.</param>
/// <param name="goneOn">The day from which it may answer no more, as <c>2027-05-31</c>; midnight in UTC.</param>
/// <exception cref="FormatException">One of them is no day.</exception>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class)]
public sealed class DeprecatedAttribute(string since, string goneOn) : Attribute
{
    /// <summary>From when it is no longer to be used.</summary>
    public DateTimeOffset Since { get; } = Midnight(since);

    /// <summary>From when it may answer no more.</summary>
    public DateTimeOffset GoneOn { get; } = Midnight(goneOn);

    /// <summary>What to use instead, as <c>POST /loans</c>; null where there is nothing.</summary>
    public string? Instead { get; init; }

    private static DateTimeOffset Midnight(string day) => new(DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture), TimeOnly.MinValue, TimeSpan.Zero);
}
