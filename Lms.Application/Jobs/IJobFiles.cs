namespace Lms.Application.Jobs;

/// <summary>Where the files that jobs write lie: in the database, so that any replica can go on with what another began, and give it out.</summary>
public interface IJobFiles
{
    /// <summary>How long a file is kept once it is written.</summary>
    TimeSpan KeptFor { get; }

    /// <summary>Adds to a job's file.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="start">The file's length so far.</param>
    /// <param name="content">What to add; nothing is fine.</param>
    /// <param name="cancellationToken">Ends it.</param>
    Task AppendAsync(int jobId, long start, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>Opens a job's file; it can be read from any place, one piece of it in memory at a time.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="length">The file's length.</param>
    Stream Open(int jobId, long length);

    /// <summary>Removes a job's file, where there is one.</summary>
    Task RemoveAsync(int jobId, CancellationToken cancellationToken);

    /// <summary>Removes files that are kept no longer.</summary>
    /// <returns>How many pieces of files went.</returns>
    Task<int> RemoveExpiredAsync(DateTimeOffset now, CancellationToken cancellationToken);
}
