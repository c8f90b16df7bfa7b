using Lms.Domain.Branches;
using Lms.Domain.Policies;

namespace Lms.Domain.Circulation;

/// <summary>Decides whether a loan is shortened for somebody who waits.</summary>
public static class Recall
{
    /// <summary>When a recalled loan is due: closing time of the day that lies so many days ahead, or where that is closed, of the next open day.</summary>
    /// <param name="loan">The loan.</param>
    /// <param name="settings">The library's settings; <see cref="Settings.RecallDays"/> says how many days.</param>
    /// <param name="calendar">The calendar of the branch where the loan was made.</param>
    /// <param name="now">The moment.</param>
    /// <returns>Null where nothing is to be shortened: there are no recalls, it was recalled before, it is not open, or it is due no later anyway.</returns>
    public static DueDate? Decide(Loan loan, Settings settings, BranchCalendar calendar, DateTimeOffset now)
    {
        if (settings.RecallDays is not { } days || loan.RecalledAt is not null || loan.Status is not LoanStatus.Open)
            return null;

        var due = DueDate.ByRecall(days, settings, calendar, now);
        return due.At < loan.DueAt ? due : null;
    }
}
