using System.Globalization;
using System.Text;

namespace Lms.Domain.Catalog;

/// <summary>A work, as distinct from its editions: what several books have in common that have the same title by the same author.</summary>
public static class Work
{
    /// <summary>The longest key, in characters.</summary>
    public const int MaxKey = 200;

    private const int MaxTitle = 150;

    private static readonly HashSet<string> Nobody = new(StringComparer.OrdinalIgnoreCase) { "unknown", "anonymous", "anon.", "various", "various authors" };

    /// <summary>
    /// The key of a work. Case, accents, punctuation, a leading article and what follows a colon make no difference in the title, nor do given names but for their first letter in the
    /// author. A work of nobody known has a key that <see cref="NamesAuthor"/> is false for: titles alone bring together what does not belong together.
    /// </summary>
    /// <param name="title">The uniform title, or else the title as the shelf sorts it.</param>
    /// <param name="author">The main author as displayed.</param>
    /// <returns>Never empty.</returns>
    public static string KeyOf(string title, string author) => $"{Cut(Fold(Book.SortForm(title.Split(": ")[0])), MaxTitle)}/{Cut(AuthorKey(author), MaxKey - MaxTitle - 1)}";

    /// <summary>Whether a key has an author, so that books with the same one are editions of one work.</summary>
    public static bool NamesAuthor(string key) => key.Length > 0 && key[^1] != '/' && key[0] != '/';

    private static string AuthorKey(string author)
    {
        if (Nobody.Contains(author))
            return "";
        var name = PersonName.Read(author);
        return name.Family is null ? Fold(name.Whole) : $"{Fold(name.Family)} {Cut(Fold(name.Given!), 1)}";
    }

    /// <summary>Letters and digits alone, in lower case and without accents.</summary>
    private static string Fold(string text) => new([.. text.Normalize(NormalizationForm.FormKD).ToLower(CultureInfo.InvariantCulture).Where(char.IsLetterOrDigit)]);

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..length];
}
