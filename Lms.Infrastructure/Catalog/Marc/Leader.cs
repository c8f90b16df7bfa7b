namespace Lms.Infrastructure.Catalog.Marc;

/// <summary>The leader of a MARC 21 record: 24 characters that say what follows and what kind of record it is.</summary>
public sealed record Leader
{
    /// <summary>How many characters it has.</summary>
    public const int Length = 24;

    /// <summary>The leader of a printed book in Unicode.</summary>
    public static readonly Leader OfBook = Of("00000nam a2200000 i 4500");

    private readonly string _text;

    private Leader(string text) => _text = text;

    /// <summary>The character at a position, 0 to 23, as the standard counts.</summary>
    public char this[int position] => _text[position];

    /// <summary>Position 06: the type of record; <c>a</c> is language material.</summary>
    public char TypeOfRecord => _text[6];

    /// <summary>Position 07: the bibliographic level; <c>m</c> is a monograph, <c>s</c> a serial.</summary>
    public char BibliographicLevel => _text[7];

    /// <summary>Position 09: the character coding scheme; <c>a</c> is Unicode, a blank is MARC-8.</summary>
    public char CharacterCodingScheme => _text[9];

    /// <summary>Reads a leader. One that is too short is filled with blanks, one that is too long is cut; what is no printable ASCII becomes a blank.</summary>
    public static Leader Of(ReadOnlySpan<char> text)
    {
        Span<char> characters = stackalloc char[Length];
        characters.Fill(' ');
        for (var position = 0; position < Math.Min(text.Length, Length); position++)
            characters[position] = text[position] is >= ' ' and <= '~' ? text[position] : ' ';
        return new Leader(new string(characters));
    }

    /// <summary>The same leader with other characters from a position on.</summary>
    public Leader With(int position, string characters) => Of(string.Concat(_text.AsSpan(0, position), characters, _text.AsSpan(position + characters.Length)));

    /// <summary>The 24 characters.</summary>
    public override string ToString() => _text;
}
