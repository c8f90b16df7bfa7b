using System.Globalization;

namespace Lms.Infrastructure.Catalog.Marc;

/// <summary>The characters of MARC-8, by the Library of Congress's code tables: which Unicode character each code of each set is.</summary>
/// <remarks>
/// The embedded table has a line for each run of codes: the set's final byte, the first code, then one Unicode code point for each code, all in hexadecimal. A <c>+</c>
/// marks a character that stands before the one it modifies, <c>-</c> a code that is not assigned, and 0 the second half of a mark over two letters, which Unicode
/// writes once. Codes of the set for East Asian characters have three bytes. Where the Library of Congress maps to a private code point, its replacement is taken.
/// </remarks>
internal sealed class CodeTables
{
    public const byte BasicLatin = 0x42;
    public const byte ExtendedLatin = 0x45;
    public const byte EastAsian = 0x31;

    private static readonly Lazy<CodeTables> Loaded = new(Load);

    private readonly Dictionary<byte, Dictionary<int, Entry>> _sets = [];

    private CodeTables()
    {
    }

    public static CodeTables Instance => Loaded.Value;

    /// <summary>Whether there is a set with a final byte.</summary>
    public bool Has(byte set) => _sets.ContainsKey(set);

    /// <summary>Looks a code up.</summary>
    /// <param name="set">The set's final byte.</param>
    /// <param name="code">The code, in the seven-bit form of each byte.</param>
    /// <param name="entry">What it stands for.</param>
    /// <returns>False where the code is not assigned.</returns>
    public bool TryFind(byte set, int code, out Entry entry)
    {
        entry = default;
        return _sets.TryGetValue(set, out var codes) && codes.TryGetValue(code, out entry);
    }

    private static CodeTables Load()
    {
        var tables = new CodeTables();
        tables._sets[BasicLatin] = Enumerable.Range(0x20, 0x5F).ToDictionary(code => code, code => new Entry(code, false));
        using var lines = new StreamReader(typeof(CodeTables).Assembly.GetManifestResourceStream(typeof(CodeTables), "CodeTables.txt")!);
        while (lines.ReadLine() is { } line)
            tables.Add(line.Split(' '));
        return tables;
    }

    private void Add(string[] words)
    {
        var set = (byte)Hex(words[0]);
        if (!_sets.TryGetValue(set, out var codes))
            _sets[set] = codes = [];
        foreach (var (index, word) in words.Skip(2).Index())
        {
            if (word != "-")
                codes[Hex(words[1]) + index] = new Entry(Hex(word.TrimStart('+')), word is "0" || word[0] == '+');
        }
    }

    private static int Hex(string text) => int.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    /// <summary>What a code stands for.</summary>
    /// <param name="CodePoint">The Unicode code point; 0 where it adds nothing.</param>
    /// <param name="IsCombining">Whether it modifies the character that follows it.</param>
    public readonly record struct Entry(int CodePoint, bool IsCombining);
}
