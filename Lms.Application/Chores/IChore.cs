using Lms.Application.Common;

namespace Lms.Application.Chores;

/// <summary>
/// Work that the library does by itself, piece by piece. It acts only on what is true already: nothing is wrong while it waits, and it does not
/// matter when, how often and in how many processes it is looked after.
/// </summary>
public interface IChore
{
    /// <summary>What the log calls it.</summary>
    string Name { get; }

    /// <summary>Finds the pieces that are to be done now.</summary>
    /// <returns>What tells one piece from another.</returns>
    Task<IReadOnlyList<int>> FindAsync(CancellationToken cancellationToken);

    /// <summary>
    /// The command that does a piece, in a database transaction of its own. It takes the piece before it looks at it again, and answers false
    /// where somebody else is at it or nothing is left to do.
    /// </summary>
    /// <param name="piece">Which piece.</param>
    ICommand<bool> Do(int piece);
}
