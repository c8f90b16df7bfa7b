namespace Lms.Domain.Catalog;

/// <summary>Somebody who had a part in making a book.</summary>
/// <param name="Name">As it stands in the book; 1 to 200 characters.</param>
/// <param name="Role">What they did: author, editor, translator, illustrator, …; 1 to 60 characters.</param>
public sealed record Contributor(string Name, string Role)
{
    /// <summary>The longest name, in characters.</summary>
    public const int MaxName = 200;

    /// <summary>The longest role, in characters.</summary>
    public const int MaxRole = 60;

    /// <summary>The most other forms of a name.</summary>
    public const int MaxOtherNames = 20;

    /// <summary>The role of whoever wrote it.</summary>
    public const string Author = "author";

    /// <summary>Other forms of the name, such as that in its own script; each 1 to 200 characters, at most 20.</summary>
    public IReadOnlyList<string> OtherNames
    {
        // What was catalogued before there were other names, has none.
        get => field ?? [];
        init;
    }

    /// <summary>Whether it is the same name, with the same other forms, in the same role.</summary>
    public bool Equals(Contributor? other) => other is not null && Name == other.Name && Role == other.Role && OtherNames.SequenceEqual(other.OtherNames);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Role, OtherNames.Count);
}
