using Lms.Application.Common;

namespace Lms.Application.Jobs;

/// <summary>Long work, as whoever follows it sees it.</summary>
public interface ILongWorkResponse : ITagged
{
    /// <summary>A positive integer.</summary>
    int Id { get; }

    /// <summary>When it ended; null until then.</summary>
    DateTimeOffset? FinishedAt { get; }
}
