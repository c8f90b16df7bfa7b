using Lms.Domain.Common;

namespace Lms.Domain.Jobs;

/// <summary>Work that takes longer than a request. It is done piece by piece, and whoever takes it up goes on where another left off.</summary>
public abstract class LongWork : Entity
{
    /// <summary>The longest reason why it, or one thing of it, failed, in characters.</summary>
    public const int MaxReason = 1000;

    /// <summary>How often it may be begun anew without getting any further before it counts as failed.</summary>
    public const int MaxAttempts = 5;

    private protected LongWork()
    {
    }

    /// <summary>How it stands.</summary>
    public WorkStatus Status { get; private set; }

    /// <summary>How many things were dealt with, in their order.</summary>
    public int Processed { get; private set; }

    /// <summary>How many things could not be done; each is named in the list of errors.</summary>
    public int Failed { get; private set; }

    /// <summary>Why the whole of it failed; null where it did not.</summary>
    public string? FailureReason { get; private set; }

    /// <summary>Who asked for it; null once that user was deleted, and where it came by the command line.</summary>
    public int? CreatedBy { get; private protected init; }

    /// <summary>When it was received.</summary>
    public DateTimeOffset CreatedAt { get; private protected init; }

    /// <summary>When it was begun for the first time; null until then.</summary>
    public DateTimeOffset? StartedAt { get; private set; }

    /// <summary>When it last got further; null until then.</summary>
    public DateTimeOffset? ProgressAt { get; private set; }

    /// <summary>When it ended; null until then.</summary>
    public DateTimeOffset? FinishedAt { get; private set; }

    /// <summary>When it was undone; null where it was not.</summary>
    public DateTimeOffset? UndoneAt { get; private set; }

    /// <summary>How often it was begun since it last got further.</summary>
    public int Attempts { get; private set; }

    /// <summary>Whether it has ended, in whatever way.</summary>
    public bool IsFinished => FinishedAt is not null;

    /// <summary>What it is called: <c>import</c> or <c>job</c>. The codes of its refusals begin so.</summary>
    private protected abstract string Noun { get; }

    /// <summary>Begins it, or goes on where another left off.</summary>
    public void Begin(DateTimeOffset now)
    {
        Status = WorkStatus.Running;
        StartedAt ??= now;
        if (++Attempts > MaxAttempts)
            Fail($"It was begun {MaxAttempts} times and never got past number {Processed}. The log of that time says why.", now);
    }

    /// <summary>Ends it: it cannot be gone on with. What was done stays.</summary>
    public void Fail(string reason, DateTimeOffset now)
    {
        FailureReason = Shorten(reason);
        End(WorkStatus.Failed, now);
    }

    /// <summary>Stops it. What was done stays.</summary>
    /// <exception cref="RefusedException"><c>import-finished</c>, <c>job-finished</c>.</exception>
    public void Cancel(DateTimeOffset now)
    {
        if (IsFinished)
            throw new RefusedException(new Block($"{Noun}-finished", $"The {Noun} has ended; there is nothing to cancel."));
        End(WorkStatus.Cancelled, now);
    }

    /// <summary>Refuses to undo what cannot be undone now, or has been.</summary>
    /// <exception cref="RefusedException"><c>import-unfinished</c>, <c>import-undone</c>, <c>job-unfinished</c>, <c>job-undone</c>, <c>job-not-undoable</c>.</exception>
    public virtual void MustBeUndoable()
    {
        if (!IsFinished)
            throw new RefusedException(new Block($"{Noun}-unfinished", $"The {Noun} has not ended; cancel it first."));
        if (UndoneAt is not null)
            throw new RefusedException(new Block($"{Noun}-undone", $"The {Noun} has been undone."));
    }

    /// <summary>Notes that what it did is taken back.</summary>
    /// <inheritdoc cref="MustBeUndoable" path="/exception"/>
    public void Undo(DateTimeOffset now)
    {
        MustBeUndoable();
        UndoneAt = now;
    }

    internal static string Shorten(string reason) => reason.Length <= MaxReason ? reason : string.Concat(reason.AsSpan(0, MaxReason - 1), "…");

    /// <summary>Counts what was dealt with.</summary>
    private protected void Count(int processed, int failed, DateTimeOffset now)
    {
        Processed += processed;
        Failed += failed;
        ProgressAt = now;
        Attempts = 0;
    }

    /// <summary>Ends it.</summary>
    private protected virtual void End(WorkStatus status, DateTimeOffset now)
    {
        Status = status;
        FinishedAt = now;
    }
}
