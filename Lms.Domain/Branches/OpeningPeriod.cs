namespace Lms.Domain.Branches;

/// <summary>A time of the week in which a branch is open. A day may have several that do not overlap.</summary>
/// <param name="Day">The day of the week.</param>
/// <param name="Opens">When it opens, on the branch's clock.</param>
/// <param name="Closes">When it closes; later than it opens, on the same day.</param>
public sealed record OpeningPeriod(DayOfWeek Day, TimeOnly Opens, TimeOnly Closes);
