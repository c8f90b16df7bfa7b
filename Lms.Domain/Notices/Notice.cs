using Lms.Domain.Common;

namespace Lms.Domain.Notices;

/// <summary>A message to a user, kept until it was sent and after.</summary>
public sealed class Notice : Entity
{
    /// <summary>The longest subject, in characters.</summary>
    public const int MaxSubject = 200;

    /// <summary>The longest text, in characters.</summary>
    public const int MaxText = 10_000;

    /// <summary>How often sending is tried before it is given up.</summary>
    public const int MaxAttempts = 8;

    private Notice()
    {
    }

    /// <summary>To whom.</summary>
    public int UserId { get; private init; }

    /// <summary>What it tells.</summary>
    public NoticeType Type { get; private init; }

    /// <summary>One line.</summary>
    public string Subject { get; private init; } = "";

    /// <summary>The message, in plain text; empty once what it told was forgotten.</summary>
    public string Text { get; private init; } = "";

    /// <summary>The loan it is about; null where it is about none, or once that was anonymised.</summary>
    public int? LoanId { get; private init; }

    /// <summary>The hold it is about; null where it is about none.</summary>
    public int? HoldId { get; private init; }

    /// <summary>What tells it from another notice about the same thing, so that it is written once; null where it may come again.</summary>
    public string? Occasion { get; private init; }

    /// <summary>How it stands.</summary>
    public NoticeStatus Status { get; private set; }

    /// <summary>When it was written.</summary>
    public DateTimeOffset CreatedAt { get; private init; }

    /// <summary>When it is tried (again); passed once it was sent or given up.</summary>
    public DateTimeOffset NextAttemptAt { get; private set; }

    /// <summary>How often sending was tried.</summary>
    public int Attempts { get; private set; }

    /// <summary>When it was handed over; null until then.</summary>
    public DateTimeOffset? SentAt { get; private set; }

    /// <summary>Why it could not be sent the last time; null where it could.</summary>
    public string? Failure { get; private set; }

    /// <summary>Writes a notice, to be sent at once.</summary>
    public static Notice Write(int userId, NoticeType type, NoticeText text, DateTimeOffset now, int? loanId = null, int? holdId = null, string? occasion = null) => new()
    {
        UserId = userId,
        Type = type,
        Subject = Shorten(text.Subject, MaxSubject),
        Text = Shorten(text.Text, MaxText),
        LoanId = loanId,
        HoldId = holdId,
        Occasion = occasion,
        CreatedAt = now,
        NextAttemptAt = now,
    };

    /// <summary>Notes that it was handed over.</summary>
    public void Sent(DateTimeOffset now)
    {
        Status = NoticeStatus.Sent;
        SentAt = now;
        Failure = null;
        Attempts++;
    }

    /// <summary>Notes that it could not be sent, and waits twice as long as the last time before the next attempt; in the end it is given up.</summary>
    public void Fail(string reason, DateTimeOffset now)
    {
        Attempts++;
        Failure = Shorten(reason, MaxSubject);
        if (Attempts >= MaxAttempts)
            Status = NoticeStatus.Failed;
        else
            NextAttemptAt = now + TimeSpan.FromMinutes(Math.Pow(2, Attempts - 1));
    }

    /// <summary>Is not sent: there is nowhere to send it to, or what it tells was taken back.</summary>
    public void Drop(string reason)
    {
        Status = NoticeStatus.Dropped;
        Failure = Shorten(reason, MaxSubject);
    }

    /// <summary>Is to be sent again, or after all, from now on and as if for the first time.</summary>
    public void Requeue(DateTimeOffset now)
    {
        Status = NoticeStatus.Queued;
        (Attempts, Failure, SentAt, NextAttemptAt) = (0, null, null, now);
    }

    private static string Shorten(string text, int length) => text.Length <= length ? text : text[..(length - 1)] + "…";
}

/// <summary>What a notice says.</summary>
/// <param name="Subject">One line.</param>
/// <param name="Text">The message.</param>
public sealed record NoticeText(string Subject, string Text);

/// <summary>What a notice tells.</summary>
public enum NoticeType
{
    /// <summary>A loan is due soon.</summary>
    DueSoon,

    /// <summary>A loan is overdue.</summary>
    Overdue,

    /// <summary>A copy waits on the hold shelf.</summary>
    HoldReady,

    /// <summary>A hold came to its end unfulfilled.</summary>
    HoldExpired,

    /// <summary>A loan was renewed by itself.</summary>
    AutoRenewed,

    /// <summary>A loan could not be renewed by itself.</summary>
    NotRenewed,

    /// <summary>A loan was shortened for somebody who waits.</summary>
    Recalled,

    /// <summary>A due date or pickup date moved with the calendar.</summary>
    DateMoved,

    /// <summary>What was done at the desk.</summary>
    Receipt,
}

/// <summary>How a notice stands.</summary>
public enum NoticeStatus
{
    /// <summary>It is to be sent.</summary>
    Queued,

    /// <summary>It was handed over.</summary>
    Sent,

    /// <summary>It could not be sent and was given up.</summary>
    Failed,

    /// <summary>It is not to be sent.</summary>
    Dropped,
}
