using Lms.Domain.Branches;

namespace Lms.Domain.Holds;

/// <summary>Says until when a copy waits on the hold shelf when the calendar of the pickup branch changes: as many open days as before.</summary>
public static class PickupMove
{
    /// <summary>The new end of the wait; null where it stays.</summary>
    /// <param name="hold">A hold whose copy is on the hold shelf.</param>
    /// <param name="shift">How the calendar of the pickup branch changed.</param>
    /// <param name="now">The moment.</param>
    public static DateTimeOffset? Of(Hold hold, CalendarShift shift, DateTimeOffset now)
    {
        if (hold is not { Status: HoldStatus.Ready, ReadyAt: { } readyAt, PickupBy: { } pickupBy })
            return null;

        var ready = shift.Before.DayOf(readyAt);
        var days = shift.Before.OpenDaysBetween(ready, shift.Before.DayOf(pickupBy));
        var (before, after) = (shift.Before.AddOpenDays(ready, days), shift.After.AddOpenDays(ready, days));
        if (before == after)
            return null;

        var until = shift.After.ClosingTime(after);
        if (shift.Lifted && until < pickupBy && until < shift.Earliest(now))
            until = shift.Earliest(now);
        return until > pickupBy || (shift.Lifted && until < pickupBy && pickupBy > now) ? until : null;
    }
}
