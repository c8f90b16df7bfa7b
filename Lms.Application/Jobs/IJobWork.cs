using Lms.Domain.Jobs;

namespace Lms.Application.Jobs;

/// <summary>What a kind of job does.</summary>
public interface IJobWork
{
    /// <summary>Which kind.</summary>
    JobKind Kind { get; }

    /// <summary>
    /// Does some things, in the transaction in which they are counted. Where it throws a problem, none of them is done: they are tried one by one then, and the one that
    /// throws is named as an error.
    /// </summary>
    /// <param name="job">The job; it is locked.</param>
    /// <param name="ids">The ids of the things; where the kind works on groups, of one of them.</param>
    /// <param name="cancellationToken">Ends it.</param>
    Task<PieceDone> DoAsync(Job job, IReadOnlyList<int> ids, CancellationToken cancellationToken);

    /// <summary>Does what is to be done once, behind the last thing.</summary>
    Task EndAsync(Job job, CancellationToken cancellationToken);
}

/// <summary>What became of some things of a job.</summary>
/// <param name="Changed">How many of them something was done to.</param>
/// <param name="Errors">Why others could not be done, by their ids.</param>
public sealed record PieceDone(int Changed, IReadOnlyDictionary<int, JobFault> Errors)
{
    /// <summary>All of them could be done, or were as they should be.</summary>
    public PieceDone(int changed)
        : this(changed, new Dictionary<int, JobFault>())
    {
    }

    /// <summary>A thing could not be done.</summary>
    internal static PieceDone Refused(int id, JobFault fault) => new(0, new Dictionary<int, JobFault> { [id] = fault });
}
