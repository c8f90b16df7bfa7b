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

    /// <summary>The book; of a group to be merged, the survivor; null where it is about a copy.</summary>
    public int? BookId { get; private init; }

    /// <summary>The copy; null where it is about a book, or about a barcode that no copy has.</summary>
    public int? CopyId { get; private init; }

    /// <inheritdoc cref="JobFault.Code"/>
    public string Code { get; private init; } = "";

    /// <summary>What stands in the way.</summary>
    public string Reason { get; private init; } = "";

    /// <summary>Names a thing.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="number">Which of its things: 1 is the first.</param>
    /// <param name="thing">The id of the book, or the copy; negative for what is neither.</param>
    /// <param name="ofCopies">Whether the job is about copies.</param>
    /// <param name="fault">What stands in the way; its reason is cut at <see cref="LongWork.MaxReason"/> characters.</param>
    public static JobError Of(int jobId, int number, int thing, bool ofCopies, JobFault fault) =>
        new() { JobId = jobId, Number = number, BookId = ofCopies ? null : thing, CopyId = ofCopies && thing > 0 ? thing : null, Code = fault.Code, Reason = LongWork.Shorten(fault.Reason) };
}
