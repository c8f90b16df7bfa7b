namespace Lms.Domain.Catalog;

/// <summary>Another title that a book is known by.</summary>
/// <param name="Title">The title; 1 to 1,000 characters.</param>
/// <param name="Kind">How it is related to the title proper.</param>
public sealed record OtherTitle(string Title, TitleKind Kind = TitleKind.Variant);

/// <summary>How another title is related to the title proper.</summary>
public enum TitleKind
{
    /// <summary>Another form of it: from the cover, the spine, spelled out.</summary>
    Variant,

    /// <summary>The title under which all editions of the work are brought together, such as a translation's original title.</summary>
    Uniform,

    /// <summary>The same title in another language, as the book itself has it.</summary>
    Parallel,

    /// <summary>The title proper in another script, mostly its own, where that stands in Latin letters.</summary>
    OtherScript,

    /// <summary>What it was called before.</summary>
    Former,

    /// <summary>How it is shortened in references.</summary>
    Abbreviated,

    /// <summary>The title of a serial that the ISSN network tells it apart by.</summary>
    Key,

    /// <summary>A work that is contained in it.</summary>
    Part,
}
