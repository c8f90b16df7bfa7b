using System.Reflection;
using Lms.Client;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.Extensions.DependencyInjection;

namespace Lms.Tests.Guides;

/// <summary>The C# of the documents compiles without a warning, and does what it says.</summary>
public sealed class SnippetsForDotNet
{
    private const string Usings = "using System; using System.Collections.Generic; using System.Linq; using System.Threading; using System.Threading.Tasks; using Lms.Client; using Microsoft.Extensions.DependencyInjection;\n#nullable enable\n";

    /// <summary>What the client's README takes for granted, and what makes use of what it shows.</summary>
    private const string BeforeReadme = "var services = new ServiceCollection();\n";

    private const string AfterReadme = """
        using var provider = services.BuildServiceProvider();
        var lms = provider.GetRequiredService<LmsClient>();
        var book = await lms.Books.CreateAsync(new CreateBook { Title = "Frankenstein", Author = "Mary Shelley" });
        var copy = (await lms.Books.ListCopiesAsync(book.Id)).Single();
        var member = (await lms.Users.ListAsync(username: "member1")).Single();
        var loan = await new Desk(lms).LendAsync(copy.Barcode, member.CardNumber);
        try { await new Desk(lms).LendAsync(copy.Barcode, member.CardNumber); throw new InvalidOperationException("It was lent twice."); }
        catch (LmsProblemException no) when (no.Code == "refused") { }

        """;

    [TestCase("docs/guides/paging-retries-concurrency.md", "", "")]
    [TestCase("clients/Lms.Client/README.md", BeforeReadme, AfterReadme)]
    [CancelAfter(120_000)]
    public async Task What_a_document_shows_runs(string document, string before, string after)
    {
        await using var library = await Library.OpenAsync(await TestDatabase.CloneAsync());
        var snippets = Snippet.AllOf(document).Where(snippet => snippet.Language == "csharp").Select(snippet => snippet.At(library.Address)).ToLookup(text => text.StartsWith("public ", StringComparison.Ordinal));
        var catalogued = await library.ScalarAsync<long>("SELECT count(*) FROM books");
        var program = Compile(Usings + before + string.Concat(snippets[false]) + after + string.Concat(snippets[true]));

        await Task.Run(() => program.EntryPoint!.Invoke(null, program.EntryPoint.GetParameters().Length == 0 ? null : [Array.Empty<string>()]));

        Assert.That(await library.ScalarAsync<long>("SELECT count(*) FROM books"), Is.EqualTo(catalogued + 1));
    }

    private static Assembly Compile(string source)
    {
        var platform = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        var references = platform.Append(typeof(LmsClient).Assembly.Location).Append(typeof(ServiceCollection).Assembly.Location).Distinct().Select(file => MetadataReference.CreateFromFile(file));
        var compilation = CSharpCompilation.Create("Snippets", [CSharpSyntaxTree.ParseText(source)], references, new CSharpCompilationOptions(OutputKind.ConsoleApplication));
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        Assert.That(result.Diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning), Is.Empty, source);
        return Assembly.Load(image.ToArray());
    }
}
