using System.Globalization;
using System.Text;
using Lms.Application.Common;

namespace Lms.Tests.Guides;

/// <summary>The catalogue of errors is written out of what the program knows of them.</summary>
public sealed class ErrorCatalogue
{
    public const string Document = "docs/guides/errors.md";

    private const string Beginning = """
        # Errors

        Whatever goes wrong, the answer is a problem document (RFC 9457, `application/problem+json`):

        ```json
        {
          "type": "/problems/refused",
          "title": "The action is refused",
          "status": 409,
          "detail": "The copy is on loan.",
          "instance": "/loans",
          "code": "refused",
          "traceId": "4bf92f3577b34da6a3ce929d0e0e4736",
          "blocks": [{ "code": "copy-on-loan", "message": "The copy is on loan.", "overridableBy": null }]
        }
        ```

        Switch on `code`: it is stable, where `title` and `detail` are words for people. `type` is a path at the library itself, which explains the code to people and programs. `traceId` finds the
        request in the library's log. What is not valid has `errors`, with the complaints about each member; what the rules of the library refuse has `blocks`, every one of them and not only the first.

        This catalogue is written out of the program: `LMS_ACCEPT=1 dotnet test --filter The_catalogue_says_what_the_program_knows`.

        """;

    [Test]
    public void The_catalogue_says_what_the_program_knows()
    {
        var file = Path.Combine(SourceTree.Root, Document);
        var now = Write();
        if (Environment.GetEnvironmentVariable("LMS_ACCEPT") is { Length: > 0 })
            File.WriteAllText(file, now);

        Assert.That(File.Exists(file) ? File.ReadAllText(file) : "", Is.EqualTo(now));
    }

    private static string Write()
    {
        var text = new StringBuilder(Beginning.ReplaceLineEndings("\n"));
        text.Append(Table("Problems", "The `code` of a problem.", "status", ProblemKinds.All.Where(kind => !kind.IsBlock), kind => kind.Status.ToString(CultureInfo.InvariantCulture)));
        text.Append(Table("Blocks", "The codes under `blocks` of a problem `refused`. Some can be overridden at the desk, with a reason, by the role that is named or a higher one.", "overridden by", ProblemKinds.All.Where(kind => kind.IsBlock), kind => kind.OverridableBy?.ToString().ToLowerInvariant() ?? "nobody"));
        return text.ToString();
    }

    private static string Table(string title, string about, string column, IEnumerable<ProblemKind> kinds, Func<ProblemKind, string> value) =>
        $"\n## {title}\n\n{about}\n\n| code | {column} | what happened | what to do |\n| --- | --- | --- | --- |\n"
        + string.Concat(kinds.OrderBy(kind => kind.Status).ThenBy(kind => kind.Code, StringComparer.Ordinal).Select(kind => $"| `{kind.Code}` | {value(kind)} | {Cell(kind.Meaning)} | {Cell(kind.Advice)} |\n"));

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
