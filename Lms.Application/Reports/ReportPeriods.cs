using Lms.Application.Common;
using Lms.Domain.Policies;
using Lms.Domain.Reports;

namespace Lms.Application.Reports;

internal static class ReportPeriods
{
    /// <summary>The days that a report is about, on the calendar of the library as a whole.</summary>
    /// <exception cref="InvalidMemberException">They end before they begin, or are too many.</exception>
    public static ReportPeriod PeriodOf(this Settings settings, DateOnly? from, DateOnly? to, DateTimeOffset now)
    {
        var period = ReportPeriod.Of(from, to, TimeZoneInfo.FindSystemTimeZoneById(settings.TimeZone), now);
        return period.Days switch
        {
            < 1 => throw new InvalidMemberException(from is null ? "to" : "from", "The first day must not lie after the last."),
            > ReportPeriod.MaxDays => throw new InvalidMemberException("from", $"A report is about {ReportPeriod.MaxDays} days at most."),
            _ => period,
        };
    }
}
