using Lms.Domain.Branches;

namespace Lms.Domain.Policies;

/// <summary>All that circulation goes by, as it stood at one moment.</summary>
/// <param name="Settings">What holds for the whole library.</param>
/// <param name="Rules">The circulation rules.</param>
/// <param name="Calendars">The calendar of each branch, by its id.</param>
public sealed record LibraryPolicies(Settings Settings, RuleBook Rules, IReadOnlyDictionary<int, BranchCalendar> Calendars)
{
    /// <summary>The calendar of a branch.</summary>
    public BranchCalendar CalendarOf(int branchId) => Calendars[branchId];
}
