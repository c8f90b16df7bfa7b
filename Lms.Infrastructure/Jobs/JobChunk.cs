namespace Lms.Infrastructure.Jobs;

/// <summary>A piece of the file that a job writes.</summary>
internal sealed class JobChunk
{
    /// <summary>The most bytes in a piece.</summary>
    public const int MaxBytes = 1 << 20;

    /// <summary>The job.</summary>
    public required int JobId { get; init; }

    /// <summary>Where in the file it begins: 0 is the first byte.</summary>
    public required long Start { get; init; }

    /// <summary>The bytes.</summary>
    public required byte[] Content { get; init; }
}
