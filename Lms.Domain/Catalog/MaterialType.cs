namespace Lms.Domain.Catalog;

/// <summary>A kind of thing that the library lends: a book, a film, a map.</summary>
public sealed class MaterialType
{
    /// <summary>The code of the kind that is meant where none is said.</summary>
    public const string Book = "book";

    /// <summary>The longest code, in characters.</summary>
    public const int MaxCode = 32;

    /// <summary>The longest name, in characters.</summary>
    public const int MaxName = 100;

    private MaterialType()
    {
    }

    /// <summary>What books, copies and circulation rules call it; lower case letters, digits and hyphens.</summary>
    public string Code { get; private init; } = "";

    /// <summary>What people call it.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Introduces a kind.</summary>
    public static MaterialType Introduce(string code, string name) => new() { Code = code, Name = name };

    /// <summary>Is called something else from now on; the code stays.</summary>
    public void Rename(string name) => Name = name;
}
