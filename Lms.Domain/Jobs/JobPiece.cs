namespace Lms.Domain.Jobs;

/// <summary>Things of a job that are done together.</summary>
public sealed class JobPiece
{
    /// <summary>The most things in a piece.</summary>
    public const int Most = 500;

    private JobPiece()
    {
    }

    /// <summary>The job.</summary>
    public int JobId { get; private init; }

    /// <summary>The number of its first thing: 1 is the job's first.</summary>
    public int First { get; private init; }

    /// <summary>The ids of the things.</summary>
    public IReadOnlyList<int> Ids { get; private init; } = [];

    /// <summary>Whether all the ids are of one thing: a group of books to be merged.</summary>
    public bool IsOneThing { get; private init; }

    internal static JobPiece Of(int jobId, int first, IReadOnlyList<int> ids, bool isOneThing) => new() { JobId = jobId, First = first, Ids = ids, IsOneThing = isOneThing };

    /// <summary>The ids of what is to be done from a thing on.</summary>
    /// <param name="number">The thing's number.</param>
    /// <param name="onlyOne">Whether only that thing.</param>
    /// <returns>None where the piece ends before it.</returns>
    public IReadOnlyList<int> From(int number, bool onlyOne) => (IsOneThing, onlyOne) switch
    {
        (true, _) => number == First ? Ids : [],
        (false, true) => [.. Ids.Skip(number - First).Take(1)],
        (false, false) => [.. Ids.Skip(number - First)],
    };
}
