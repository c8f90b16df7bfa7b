using System.Text.Json.Serialization;
using AutoMapper;
using Lms.Domain.Jobs;

namespace Lms.Application.Jobs;

/// <summary>Work on a fixed list of things, which is done in the background.</summary>
public sealed record JobResponse : ILongWorkResponse
{
    /// <summary>A positive integer.</summary>
    /// <example>3</example>
    public int Id { get; init; }

    /// <inheritdoc cref="Job.Kind"/>
    public JobKind Kind { get; init; }

    /// <inheritdoc cref="LongWork.Status"/>
    public WorkStatus Status { get; init; }

    /// <inheritdoc cref="Job.DryRun"/>
    public bool DryRun { get; init; }

    /// <inheritdoc cref="Job.Total"/>
    public int Total { get; init; }

    /// <inheritdoc cref="LongWork.Processed"/>
    public int Processed { get; init; }

    /// <inheritdoc cref="Job.Changed"/>
    public int Changed { get; init; }

    /// <inheritdoc cref="LongWork.Failed"/>
    public int Failed { get; init; }

    /// <inheritdoc cref="LongWork.FailureReason"/>
    public string? FailureReason { get; init; }

    /// <inheritdoc cref="Job.MediaType"/>
    public string? MediaType { get; init; }

    /// <inheritdoc cref="Job.Bytes"/>
    public long Bytes { get; init; }

    /// <inheritdoc cref="Job.FileUntil"/>
    public DateTimeOffset? FileUntil { get; init; }

    /// <inheritdoc cref="Job.ImportId"/>
    public int? ImportId { get; init; }

    /// <inheritdoc cref="Job.UndoneJobId"/>
    public int? UndoneJobId { get; init; }

    /// <summary>What it undoes; null where it undoes nothing.</summary>
    public UndoneWork? Undoes { get; init; }

    /// <inheritdoc cref="LongWork.CreatedBy"/>
    public int? CreatedBy { get; init; }

    /// <inheritdoc cref="LongWork.CreatedAt"/>
    public DateTimeOffset CreatedAt { get; init; }

    /// <inheritdoc cref="LongWork.StartedAt"/>
    public DateTimeOffset? StartedAt { get; init; }

    /// <inheritdoc cref="LongWork.FinishedAt"/>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <inheritdoc cref="LongWork.UndoneAt"/>
    public DateTimeOffset? UndoneAt { get; init; }

    /// <inheritdoc cref="Domain.Common.Entity.Version"/>
    [JsonIgnore]
    public uint Version { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public string EntityTag => Version.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private sealed class Mapping : Profile
    {
        public Mapping() => CreateMap<Job, JobResponse>().ForMember(job => job.Undoes, member => member.MapFrom(job =>
            job.UndoneJob != null ? new UndoneWork(job.UndoneJob.Kind == JobKind.CopyEdit ? UndoneKind.CopyEdit : UndoneKind.Edit, job.UndoneJob.Id, job.UndoneJob.CreatedBy, job.UndoneJob.CreatedAt)
            : job.Import != null ? new UndoneWork(UndoneKind.Import, job.Import.Id, job.Import.CreatedBy, job.Import.CreatedAt)
            : null));
    }
}

/// <summary>What was undone.</summary>
/// <param name="Kind">What it was.</param>
/// <param name="Id">Its id: that of a job, or where it was an import, that of the import.</param>
/// <param name="CreatedBy">Who had asked for it; null once that user was deleted, and where it came by the command line.</param>
/// <param name="CreatedAt">When it had been received.</param>
public sealed record UndoneWork(UndoneKind Kind, int Id, int? CreatedBy, DateTimeOffset CreatedAt);

/// <summary>What can be undone.</summary>
public enum UndoneKind
{
    /// <summary>An edit of many books.</summary>
    Edit,

    /// <summary>An edit of many copies.</summary>
    CopyEdit,

    /// <summary>An import.</summary>
    Import,
}

/// <summary>A thing of a job that could not be done.</summary>
/// <param name="Number">Which of the job's things: 1 is the first.</param>
/// <param name="BookId">The book; of a group to be merged, the survivor; null where it is about a copy.</param>
/// <param name="CopyId">The copy; null where it is about a book, or about a barcode that no copy has.</param>
/// <param name="Code">The code that the problem would have where it were asked for alone: <c>book-not-found</c>, <c>validation-failed</c>, <c>changed-since</c>, and so on.</param>
/// <param name="Reason">What stands in the way.</param>
public sealed record JobErrorResponse(int Number, int? BookId, int? CopyId, string Code, string Reason)
{
    private sealed class Mapping : Profile
    {
        public Mapping() => CreateMap<JobError, JobErrorResponse>();
    }
}
