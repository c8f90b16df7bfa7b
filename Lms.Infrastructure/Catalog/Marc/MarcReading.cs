namespace Lms.Infrastructure.Catalog.Marc;

/// <summary>One record of a file, as far as it could be read.</summary>
/// <param name="Number">Its place in the file; 1 is the first.</param>
/// <param name="Record">The record; null where <paramref name="Fault"/> is not.</param>
/// <param name="Remarks">What of it was lost; empty where nothing was. A repair that loses nothing is not mentioned.</param>
/// <param name="Fault">Why it cannot be read; null where it can.</param>
public sealed record MarcReading(int Number, MarcRecord? Record, IReadOnlyList<string> Remarks, string? Fault)
{
    /// <summary>The bytes of a well-formed record in Unicode; null where they must be written anew.</summary>
    public byte[]? Original { get; init; }

    /// <summary>A record that cannot be read.</summary>
    public static MarcReading Broken(int number, string fault) => new(number, null, [], fault);
}
