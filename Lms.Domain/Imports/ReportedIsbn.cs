namespace Lms.Domain.Imports;

/// <summary>The identifier that a record gives, after what spreadsheets do to ISBNs was undone where that is certain.</summary>
/// <remarks>
/// Leading zeros that were lost come back, because the check digit proves them. Digits that scientific notation cut off do not: nothing
/// proves them, and an ISBN is never invented. What is no ISBN stays as an identifier, just as it stands.
/// </remarks>
/// <param name="Identifier">What the book's ISBN becomes; null where there is none that can be trusted.</param>
/// <param name="Remarks">What a cataloguer should look at; empty where all is well.</param>
public sealed record ReportedIsbn(string? Identifier, IReadOnlyList<string> Remarks)
{
    /// <summary>Reads a record's identifiers.</summary>
    /// <param name="isbn">The ISBN or other identifier; null or blank where the record has none.</param>
    /// <param name="isbn13">The ISBN with thirteen digits, where the record has a cell of its own for it; null or blank where not.</param>
    public static ReportedIsbn Read(string? isbn, string? isbn13)
    {
        var (first, second) = (ReportedNumber.Read(isbn), ReportedNumber.Read(isbn13));
        if (first.Isbn is not null)
            return new ReportedIsbn(first.Text, Differing(first, "isbn", second, "isbn13"));
        if (second.Isbn is not null)
            return new ReportedIsbn(second.Text, Differing(second, "isbn13", first, "isbn"));

        string[] lost = [.. Lost(first, "isbn"), .. Lost(second, "isbn13")];
        var kept = first.IsComplete ? first : second;
        if (!kept.IsComplete)
            return new ReportedIsbn(null, [.. lost.Select(remark => $"{remark}; the book has no ISBN.")]);

        string[] odd = kept.LooksLikeIsbn ? [$"'{kept.Text}' is not a valid ISBN; it stands in the record as it was given."] : [];
        string[] left = kept == first && second.IsComplete ? [$"isbn13 '{second.Text}' is not a valid ISBN and was left out."] : [];
        return new ReportedIsbn(kept.Text, [.. odd, .. left, .. lost.Select(remark => $"{remark} and was left out.")]);
    }

    private static IEnumerable<string> Lost(ReportedNumber number, string name)
    {
        if (number.LostDigits)
            yield return $"{name} '{number.Text}' has lost digits to scientific notation";
    }

    private static string[] Differing(ReportedNumber kept, string keptName, ReportedNumber other, string otherName) => other switch
    {
        { IsComplete: false, LostDigits: false } => [],
        _ when kept.Agrees(other) => [],
        { LooksLikeIsbn: true } or { LostDigits: true } => [$"{otherName} '{other.Text}' is not the same ISBN as {keptName} '{kept.Text}'; the latter was taken."],
        _ => [$"{otherName} '{other.Text}' is not an ISBN and was left out."],
    };
}
