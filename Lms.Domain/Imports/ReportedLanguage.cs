using Lms.Domain.Catalog;

namespace Lms.Domain.Imports;

/// <summary>Languages as files give them: by an ISO 639 code, with a country or without.</summary>
public static class ReportedLanguage
{
    /// <summary>
    /// Reads <c>en</c>, <c>eng</c>, <c>en-US</c> and <c>en_GB</c> all as <c>en</c>, so that one language is one. A language that has no two-letter code keeps its three
    /// letters.
    /// </summary>
    /// <returns>In lower case; null where it is no code.</returns>
    public static string? Read(string text) => LanguageCode.Normalise(text.Trim().Split('-', '_')[0]);
}
