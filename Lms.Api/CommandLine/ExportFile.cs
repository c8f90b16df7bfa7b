using System.CommandLine;
using Lms.Application.Catalog;
using MediatR;

namespace Lms.Api.CommandLine;

/// <summary>Writes the catalogue to a file.</summary>
internal static class ExportFile
{
    public static Command Command()
    {
        var file = new Argument<FileInfo>("file") { Description = "The file: MARC 21 (.mrc), MARCXML (.xml), CSV (.csv), JSON a book a line (.ndjson), BibTeX (.bib), RIS (.ris), CSL-JSON (.json) or JSON-LD (.jsonld)." };
        var format = new Option<CatalogueFormat?>("--format") { Description = "The form, where the file's ending does not say it." };
        var command = new Command("export", "Write the catalogue to a file.") { file, format };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetRequiredValue(file), parsed.GetValue(format), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(FileInfo file, CatalogueFormat? stated, CancellationToken cancellationToken)
    {
        if ((stated ?? CatalogueFormats.Of(file.Name)) is not { } format)
        {
            await Console.Error.WriteLineAsync($"What form is {file.Name} to have? Name one with --format: {string.Join(", ", Enum.GetNames<CatalogueFormat>()).ToLowerInvariant()}.");
            return 1;
        }

        return await OnDatabase.RunAsync(async (services, token) =>
        {
            var export = await services.GetRequiredService<IMediator>().Send(new ExportBooks(format), token);
            await using var target = file.Create();
            await export.WriteAsync(target, token);
            Console.WriteLine($"The catalogue is in {file.FullName}.");
            return 0;
        }, """

            To export the library that is being served, ask it:
              curl -H "Authorization: Bearer $TOKEN" "http://localhost:8000/exports/books?format=marc" -o books.mrc
            """, cancellationToken);
    }
}
