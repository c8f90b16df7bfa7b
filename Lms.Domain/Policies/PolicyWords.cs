namespace Lms.Domain.Policies;

/// <summary>In what a loan period is counted.</summary>
public enum LoanUnit
{
    /// <summary>Days on the branch's calendar; due at closing time.</summary>
    Days,

    /// <summary>Hours; due to the minute.</summary>
    Hours,
}

/// <summary>In what overdue time is counted.</summary>
public enum FineUnit
{
    /// <summary>Days on the branch's calendar.</summary>
    Day,

    /// <summary>Hours, begun ones counted whole.</summary>
    Hour,
}

/// <summary>Where a due date goes that falls on a closed day.</summary>
public enum ClosedDayRule
{
    /// <summary>To the next open day.</summary>
    Next,

    /// <summary>To the last open day before it.</summary>
    Previous,

    /// <summary>Nowhere: it stays.</summary>
    Keep,
}

/// <summary>From where a renewal is counted.</summary>
public enum RenewFrom
{
    /// <summary>From the moment of the renewal.</summary>
    Now,

    /// <summary>From the old due date.</summary>
    DueDate,
}
