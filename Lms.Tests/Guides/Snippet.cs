using System.Text.RegularExpressions;

namespace Lms.Tests.Guides;

/// <summary>A piece of code in a document for people.</summary>
/// <param name="Language">What stands behind the fence, as <c>sh</c>.</param>
/// <param name="Status">The HTTP status that its last request is to get, where that is a refusal; null where none is.</param>
/// <param name="Text">The code.</param>
internal sealed partial record Snippet(string Language, int? Status, string Text)
{
    private const string Address = "http://localhost:8000";

    /// <summary>Every document with code that is run.</summary>
    public static readonly string[] Documents =
        ["README.md", "docs/guides/quick-start.md", "docs/guides/paging-retries-concurrency.md", "docs/guides/long-work.md", "clients/typescript/README.md", "clients/Lms.Client/README.md"];

    public static IReadOnlyList<Snippet> AllOf(string document) =>
        [.. Fence().Matches(SourceTree.Read(document)).Select(match => new Snippet(
            match.Groups["language"].Value,
            match.Groups["status"] is { Success: true, Value: var status } ? int.Parse(status, System.Globalization.CultureInfo.InvariantCulture) : null,
            match.Groups["text"].Value))];

    /// <summary>The code, for a library that listens somewhere else.</summary>
    public string At(Uri address) => At(Text, address);

    /// <summary>Some code, for a library that listens somewhere else.</summary>
    public static string At(string code, Uri address) => code.Replace(Address, Short(address), StringComparison.Ordinal).Replace("localhost:8000", address.Authority, StringComparison.Ordinal);

    private static string Short(Uri address) => address.ToString().TrimEnd('/');

    [GeneratedRegex("^```(?<language>[a-z]+)( (?<status>[0-9]{3}))?\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
