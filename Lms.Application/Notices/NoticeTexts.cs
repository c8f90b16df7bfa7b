using System.Globalization;
using Lms.Domain.Branches;
using Lms.Domain.Notices;

namespace Lms.Application.Notices;

/// <summary>What notices say.</summary>
internal static class NoticeTexts
{
    public static NoticeText HoldReady(string title, string branch, DateTimeOffset pickupBy, BranchCalendar calendar) => new(
        $"Ready for you: {title}",
        $"{title} waits for you at {branch} until {Day(pickupBy, calendar)}.");

    public static NoticeText HoldExpired(string title) => new(
        $"No longer kept for you: {title}",
        $"Your hold on {title} has ended. Place it again if you still need it.");

    public static NoticeText Recalled(string title, DateTimeOffset dueAt, BranchCalendar calendar) => new(
        $"Please return sooner: {title}",
        $"Somebody waits for {title}. It is due on {Day(dueAt, calendar)} now.");

    public static NoticeText DueSoon(string title, DateTimeOffset dueAt, BranchCalendar calendar) => new(
        $"Due soon: {title}",
        $"{title} is due on {Day(dueAt, calendar)}.");

    public static NoticeText Overdue(string title, DateTimeOffset dueAt, BranchCalendar calendar) => new(
        $"Overdue: {title}",
        $"{title} was due on {Day(dueAt, calendar)}. Please bring it back.");

    public static NoticeText AutoRenewed(string title, DateTimeOffset dueAt, BranchCalendar calendar) => new(
        $"Renewed for you: {title}",
        $"{title} was renewed and is due on {Day(dueAt, calendar)} now.");

    public static NoticeText NotRenewed(string title, DateTimeOffset dueAt, BranchCalendar calendar, IEnumerable<string> reasons) => new(
        $"Not renewed: {title}",
        $"{title} could not be renewed and is due on {Day(dueAt, calendar)}. {string.Join(" ", reasons)}");

    public static NoticeText DateMoved(string title, string what, DateTimeOffset to, BranchCalendar calendar) => new(
        $"Another date: {title}",
        $"{title}: {what} {Day(to, calendar)} now, because the library's opening days have changed.");

    /// <param name="lines">What was done, a line each.</param>
    public static NoticeText Receipt(IEnumerable<string> lines) => new("Your receipt", string.Join("\n", lines));

    private static string Day(DateTimeOffset moment, BranchCalendar calendar) =>
        TimeZoneInfo.ConvertTime(moment, calendar.Clock).ToString("dddd, d MMMM yyyy, HH:mm", CultureInfo.InvariantCulture);
}
