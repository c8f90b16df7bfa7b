using Lms.Domain.Branches;
using Lms.Domain.Policies;

namespace Lms.Domain.Accounts;

/// <summary>What an overdue loan costs. It is computed as long as it runs; no job has to run for it to be right.</summary>
public static class Fine
{
    /// <summary>The fine of a loan at a moment, in the library's currency, rounded half to even once, at the end; 0 where it is not overdue.</summary>
    /// <param name="dueAt">The last moment at which the loan is not overdue.</param>
    /// <param name="until">When the copy came back, or now.</param>
    /// <param name="terms">What the fine is reckoned by.</param>
    public static decimal For(DateTimeOffset dueAt, DateTimeOffset until, FineTerms terms)
    {
        if (until <= dueAt || terms.Policy.FineRate == 0)
            return 0;
        var units = terms.Policy.FineUnit is FineUnit.Day ? Days(dueAt, until, terms) : Hours(dueAt, until, terms);
        return decimal.Round(Capped(units * terms.Policy.FineRate, terms), 2, MidpointRounding.ToEven);
    }

    /// <summary>The caps hold for the loan as a whole: what was charged of it at renewals is used up of them.</summary>
    private static decimal Capped(decimal fine, FineTerms terms)
    {
        var most = terms.Policy.Values.FineCap ?? AccountEntry.MaxAmount;
        if (terms.Policy.Values.FineCapAtPrice is true)
            most = Math.Min(most, terms.CopyPrice ?? terms.Settings.DefaultPrice);
        return Math.Clamp(most - terms.Charged, 0, fine);
    }

    private static int Days(DateTimeOffset dueAt, DateTimeOffset until, FineTerms terms)
    {
        var (dueDay, lastDay) = (terms.Calendar.DayOf(dueAt), terms.Calendar.DayOf(until));
        var late = Counted(dueDay, lastDay, terms);
        var free = Counted(dueDay, dueDay.AddDays(terms.Policy.GraceDays), terms);
        return lastDay <= dueDay.AddDays(terms.Policy.GraceDays) ? 0 : terms.Settings.FineCountsGraceDays ? late : late - free;
    }

    private static int Counted(DateOnly after, DateOnly to, FineTerms terms) =>
        terms.Settings.FineCountsClosedDays ? to.DayNumber - after.DayNumber : terms.Calendar.OpenDaysBetween(after, to);

    private static int Hours(DateTimeOffset dueAt, DateTimeOffset until, FineTerms terms)
    {
        var graceEnds = dueAt.AddDays(terms.Policy.GraceDays);
        if (until <= graceEnds)
            return 0;
        var from = terms.Settings.FineCountsGraceDays ? dueAt : graceEnds;
        var counted = terms.Settings.FineCountsClosedDays ? until - from : terms.Calendar.OpenTimeBetween(from, until);
        return (int)Math.Ceiling(counted.TotalHours);
    }
}

/// <summary>What a fine is reckoned by.</summary>
/// <param name="Policy">The circulation rule's values.</param>
/// <param name="Settings">The library's settings.</param>
/// <param name="Calendar">The calendar of the branch where the loan was made.</param>
/// <param name="CopyPrice">The copy's price; null where it is not recorded.</param>
public sealed record FineTerms(LoanPolicy Policy, Settings Settings, BranchCalendar Calendar, decimal? CopyPrice)
{
    /// <summary>What the loan has been fined already, at renewals, less what was taken back of it.</summary>
    public decimal Charged { get; init; }
}
