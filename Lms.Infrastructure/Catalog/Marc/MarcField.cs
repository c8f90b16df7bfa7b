namespace Lms.Infrastructure.Catalog.Marc;

/// <summary>A variable field.</summary>
/// <param name="Tag">Three characters: digits, in MARC 21; systems have letters too.</param>
public abstract record MarcField(string Tag)
{
    /// <summary>Whether fields with a tag have neither indicators nor subfields: 001 to 009.</summary>
    public static bool IsControl(string tag) => tag is ['0', '0', _] && char.IsAsciiDigit(tag[2]);
}

/// <summary>A field without indicators and subfields.</summary>
/// <param name="Tag">001 to 009, or a tag of letters.</param>
/// <param name="Data">All that it holds.</param>
public sealed record ControlField(string Tag, string Data) : MarcField(Tag);

/// <summary>A field with two indicators and subfields.</summary>
/// <param name="Tag">010 to 999, or a tag with letters.</param>
/// <param name="Indicator1">A blank where it says nothing.</param>
/// <param name="Indicator2">A blank where it says nothing.</param>
/// <param name="Subfields">In the order of the field.</param>
public sealed record DataField(string Tag, char Indicator1, char Indicator2, IReadOnlyList<Subfield> Subfields) : MarcField(Tag)
{
    /// <summary>The value of the first subfield with a code; null where there is none.</summary>
    public string? this[char code] => Subfields.Where(subfield => subfield.Code == code).Select(subfield => subfield.Value).FirstOrDefault();

    /// <summary>The values of the subfields with one of some codes, in the order of the field.</summary>
    public IEnumerable<string> All(string codes) => Subfields.Where(subfield => codes.Contains(subfield.Code, StringComparison.Ordinal)).Select(subfield => subfield.Value);
}

/// <summary>A part of a field.</summary>
/// <param name="Code">A letter or a digit.</param>
/// <param name="Value">May be empty.</param>
public readonly record struct Subfield(char Code, string Value);
