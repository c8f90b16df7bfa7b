using System.Diagnostics;
using System.Globalization;

namespace Lms.Tests.Guides;

/// <summary>What the documents tell people to type does what they say, in a library like the one that they start.</summary>
public sealed class FollowingTheGuides
{
    /// <summary>A request that is refused ends the script, but for the status that a snippet announces.</summary>
    private const string Preamble = """
        set -euo pipefail
        answered=$(mktemp)
        expected=
        curl() {
          local code=0
          command curl -w '%{stderr}%{http_code}' "$@" 2>"$answered" || code=$?
          [ "$(tail -c 3 "$answered")" -lt 400 ] || [ "$(tail -c 3 "$answered")" = "$expected" ] || { echo "$(tail -c 3 "$answered"): curl $*" >&2; return 22; }
          return "$code"
        }

        """;

    /// <summary>Languages that are run, compiled, compared, or shown to a browser; <c>text</c> starts programs that run for long.</summary>
    private static readonly string[] Known = ["sh", "ts", "csharp", "html", "text"];

    private static IEnumerable<string> WithShell => Snippet.Documents.Where(document => Snippet.AllOf(document).Any(snippet => snippet.Language == "sh"));

    [TestCaseSource(nameof(WithShell)), CancelAfter(120_000)]
    public async Task What_is_typed_into_a_terminal_works(string document)
    {
        await using var library = await Library.OpenAsync(await TestDatabase.CloneAsync());
        var script = Preamble + string.Concat(Snippet.AllOf(document).Where(snippet => snippet.Language == "sh").Select(snippet => snippet.Status is { } status
            ? string.Create(CultureInfo.InvariantCulture, $"expected={status}\n{snippet.At(library.Address)}\n[ \"$(tail -c 3 \"$answered\")\" = {status} ]\nexpected=\n")
            : snippet.At(library.Address) + "\n"));

        var start = new ProcessStartInfo("bash", ["-c", script]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();

        Assert.That(process.ExitCode, Is.Zero, $"{string.Concat(said)}\n{script}");
    }

    [TestCaseSource(typeof(Snippet), nameof(Snippet.Documents))]
    public void Every_snippet_is_in_a_language_that_is_tried(string document)
    {
        var snippets = Snippet.AllOf(document);

        Assert.That(snippets, Is.Not.Empty);
        Assert.That(snippets.Select(snippet => snippet.Language).Distinct(), Is.SubsetOf(Known));
        Assert.That(SourceTree.Read(document).Split('\n').Count(line => line.StartsWith("```", StringComparison.Ordinal)), Is.EqualTo(snippets.Count * 2), "Not every fence is closed.");
    }

    [Test]
    public void Every_guide_is_tried() =>
        Assert.That(Directory.EnumerateFiles(Path.Combine(SourceTree.Root, "docs", "guides"), "*.md").Select(file => $"docs/guides/{Path.GetFileName(file)}"), Is.EquivalentTo(Snippet.Documents.Where(document => document.StartsWith("docs/guides/", StringComparison.Ordinal)).Append(ErrorCatalogue.Document)));

    [Test]
    public void Every_link_of_the_guides_leads_to_a_file()
    {
        var missing = from document in Snippet.Documents
                      from link in System.Text.RegularExpressions.Regex.Matches(SourceTree.Read(document), @"\]\((?<target>[^)#:]+)\)").Select(match => match.Groups["target"].Value)
                      where !Path.Exists(Path.Combine(SourceTree.Root, Path.GetDirectoryName(document)!, link))
                      select $"{document}: {link}";

        Assert.That(missing, Is.Empty);
    }
}
