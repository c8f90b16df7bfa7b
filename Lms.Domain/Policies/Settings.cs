namespace Lms.Domain.Policies;

/// <summary>What holds for the whole library.</summary>
public record Settings
{
    /// <summary>The longest time that a setting can give, in days.</summary>
    public const int MaxDays = 3660;

    /// <summary>The currency of every amount, as an ISO 4217 code.</summary>
    public string Currency { get; init; } = "EUR";

    /// <summary>The IANA name of the time zone of what belongs to no branch, such as reports.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>Where a due date goes that falls on a closed day.</summary>
    public ClosedDayRule ClosedDayRule { get; init; }

    /// <summary>Whether closed days count in a loan period; if not, they are skipped.</summary>
    public bool CountClosedDays { get; init; } = true;

    /// <summary>From where a renewal is counted.</summary>
    public RenewFrom RenewFrom { get; init; }

    /// <summary>How many days before the due date a loan can be renewed at the earliest; null for at any time.</summary>
    public int? RenewNoSoonerThanDays { get; init; }

    /// <summary>How many open loans a user may have in all; null for no limit but the rules'.</summary>
    public int? MaxLoansTotal { get; init; }

    /// <summary>The debt at which a user is refused, inclusive; null for no limit.</summary>
    public decimal? DebtLimit { get; init; }

    /// <summary>Whether the debts of those for whom a user answers count as the user's own against the limit.</summary>
    public bool GuaranteedDebtsCount { get; init; } = true;

    /// <summary>How many overdue loans a user may have; one more refuses. Null for no limit.</summary>
    public int? OverdueLimit { get; init; }

    /// <summary>How often a user may have claimed that a copy was returned; one more refuses. Null for no limit.</summary>
    public int? ClaimsLimit { get; init; }

    /// <summary>Whether members may check out for themselves.</summary>
    public bool SelfCheckout { get; init; }

    /// <summary>Whether a hold may be placed while a copy stands on a shelf of the pickup branch.</summary>
    public bool HoldsOnAvailable { get; init; } = true;

    /// <summary>To how many days from now a hold shortens the current loan; null for not at all.</summary>
    public int? RecallDays { get; init; }

    /// <summary>Whether copies stay where they are returned.</summary>
    public bool Floating { get; init; }

    /// <summary>For how many days a loan is overdue until it counts as lost; null for never by itself.</summary>
    public int? LostAfterDays { get; init; }

    /// <summary>For how many days after the loss the lost fee is refunded when the copy comes back; 0 for never, null for always.</summary>
    public int? LostRefundDays { get; init; } = 180;

    /// <summary>Whether the processing fee is refunded along with the lost fee.</summary>
    public bool RefundProcessingFee { get; init; }

    /// <summary>Whether the overdue fine stays owed when a lost copy comes back.</summary>
    public bool LostKeepsFine { get; init; } = true;

    /// <summary>What a lost copy costs whose price is not recorded.</summary>
    public decimal DefaultPrice { get; init; } = 20.00m;

    /// <summary>Whether closed days count in a fine.</summary>
    public bool FineCountsClosedDays { get; init; }

    /// <summary>Whether a fine that begins after the grace days counts them too, from the first day.</summary>
    public bool FineCountsGraceDays { get; init; }

    /// <summary>After how many days a returned loan loses its user, unless the user keeps a history; null for never.</summary>
    public int? AnonymiseAfterDays { get; init; } = 0;

    /// <summary>For how many minutes a checkout, return or renewal done by mistake can be taken back.</summary>
    public int UndoMinutes { get; init; } = 30;

    /// <summary>How many days before the due date a user is reminded; null for not at all.</summary>
    public int? DueSoonDays { get; init; } = 3;

    /// <summary>How many days after the due date a user is told that a loan is overdue; null for not at all.</summary>
    public int? OverdueNoticeDays { get; init; } = 1;

    /// <summary>What ended at this moment or before loses its user now; null where nothing ever does. Never sooner than a mistake can be taken back.</summary>
    public DateTimeOffset? HistoryEnds(DateTimeOffset now) =>
        AnonymiseAfterDays is { } days ? now - TimeSpan.FromMinutes(Math.Max(UndoMinutes, TimeSpan.FromDays(days).TotalMinutes)) : null;
}
