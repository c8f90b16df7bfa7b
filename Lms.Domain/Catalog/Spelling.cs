namespace Lms.Domain.Catalog;

/// <summary>How far one word is from another.</summary>
public static class Spelling
{
    /// <summary>
    /// The fewest letters that must be added, left out, changed or swapped with their neighbour to make one word of the other; no letter is
    /// touched twice.
    /// </summary>
    public static int Distance(string one, string other)
    {
        var (beforeLast, last) = (new int[other.Length + 1], new int[other.Length + 1]);
        for (var column = 0; column <= other.Length; column++)
            last[column] = column;
        for (var row = 1; row <= one.Length; row++)
        {
            var current = new int[other.Length + 1];
            current[0] = row;
            for (var column = 1; column <= other.Length; column++)
            {
                var changed = last[column - 1] + (one[row - 1] == other[column - 1] ? 0 : 1);
                current[column] = Math.Min(Math.Min(last[column] + 1, current[column - 1] + 1), changed);
                if (row > 1 && column > 1 && one[row - 1] == other[column - 2] && one[row - 2] == other[column - 1])
                    current[column] = Math.Min(current[column], beforeLast[column - 2] + 1);
            }

            (beforeLast, last) = (last, current);
        }

        return last[other.Length];
    }

    /// <summary>How far a word may be from what was meant: short words have too many neighbours.</summary>
    public static int Tolerance(string word) => word.Length switch
    {
        <= 2 => 0,
        <= 4 => 1,
        <= 8 => 2,
        _ => 3,
    };
}
