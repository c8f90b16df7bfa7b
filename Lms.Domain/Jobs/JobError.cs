namespace Lms.Domain.Jobs;

/// <summary>A thing of a job that could not be done, and why.</summary>
public sealed class JobError
{
    private JobError()
    {
    }

    /// <summary>The job.</summary>
    public int JobId { get; private init; }

    /// <summary>Which of its things: 1 is the first.</summary>
    public int Number { get; private init; }

    /// <summary>The book; of a group to be merged, the survivor.</summary>
    public int BookId { get; private init; }

    /// <inheritdoc cref="JobFault.Code"/>
    public string Code { get; private init; } = "";

    /// <summary>What stands in the way.</summary>
    public string Reason { get; private init; } = "";

    /// <summary>Names a thing.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="number">Which of its things: 1 is the first.</param>
    /// <param name="bookId">The book; of a group to be merged, the survivor.</param>
    /// <param name="fault">What stands in the way; its reason is cut at <see cref="LongWork.MaxReason"/> characters.</param>
    public static JobError Of(int jobId, int number, int bookId, JobFault fault) =>
        new() { JobId = jobId, Number = number, BookId = bookId, Code = fault.Code, Reason = LongWork.Shorten(fault.Reason) };
}
