namespace Lms.Domain.Jobs;

/// <summary>What a job is to work on, in the order in which it does.</summary>
public sealed class JobThings
{
    private readonly IReadOnlyList<int> _books;
    private readonly IReadOnlyList<IReadOnlyList<int>> _groups;

    private JobThings(IReadOnlyList<int> books, IReadOnlyList<IReadOnlyList<int>> groups) => (_books, _groups) = (books, groups);

    /// <summary>How many they are.</summary>
    public int Count => _books.Count + _groups.Count;

    /// <summary>Books, by their ids.</summary>
    public static JobThings Books(IReadOnlyList<int> ids) => new(ids, []);

    /// <summary>Copies, by their ids; what stands for no copy has a negative number of its own.</summary>
    public static JobThings Copies(IReadOnlyList<int> ids) => new(ids, []);

    /// <summary>Groups of books, each by its books' ids.</summary>
    public static JobThings Groups(IReadOnlyList<IReadOnlyList<int>> groups) => new([], groups);

    /// <summary>Cuts them into the pieces of a job. A group is a piece of its own.</summary>
    public IEnumerable<JobPiece> Cut(int jobId) =>
        _books.Chunk(JobPiece.Most).Select((ids, number) => JobPiece.Of(jobId, (number * JobPiece.Most) + 1, ids, isOneThing: false))
            .Concat(_groups.Select((ids, number) => JobPiece.Of(jobId, number + 1, ids, isOneThing: true)));
}
