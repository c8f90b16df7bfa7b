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

    /// <summary>The role of whoever wrote it.</summary>
    public const string Author = "author";
}
