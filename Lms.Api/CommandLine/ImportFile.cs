using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using CsvHelper;
using Lms.Application.Imports;
using Lms.Domain.Imports;
using Lms.Domain.Jobs;
using Lms.Infrastructure.Persistence;
using MediatR;

namespace Lms.Api.CommandLine;

/// <summary>Takes a file into the catalogue, waits for its end and says what became of it.</summary>
internal static class ImportFile
{
    private const int Named = 20;

    private static readonly WorkBar<Import, ImportResponse> Bar = new(
        id => new GetImport(id), id => new CancelImport(id), import => new Shown(import.BytesRead, import.Bytes, string.Create(CultureInfo.InvariantCulture, $"{import.Processed} records")));

    public static Command Command()
    {
        var file = new Argument<FileInfo>("file") { Description = "The file: CSV with the columns' names in its first line (.csv, .tsv), MARC 21 (.mrc, .marc) or MARCXML (.xml)." };
        var mode = new Option<ImportMode>("--mode") { Description = "create leaves what the catalogue has; upsert replaces what the file says." };
        var columns = new Option<string?>("--columns") { Description = "Which column is which field, where the names do not say: title=Name,author=Writer" };
        var copies = new Option<int>("--copies") { Description = "How many copies to make of a book whose record does not say.", DefaultValueFactory = _ => 1 };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only say what would happen." };
        var errors = new Option<FileInfo?>("--errors") { Description = "Where to write the records that were not taken in, or not whole, as CSV." };
        var command = new Command("import", "Take a file of records into the catalogue.") { file, mode, columns, copies, dryRun, errors };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetRequiredValue(file), new ImportOrder("", parsed.GetValue(mode), parsed.GetValue(columns), parsed.GetValue(copies), parsed.GetValue(dryRun)), parsed.GetValue(errors), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(FileInfo file, ImportOrder order, FileInfo? errors, CancellationToken cancellationToken)
    {
        if (!file.Exists)
        {
            await Console.Error.WriteLineAsync($"There is no file {file.FullName}.");
            return 1;
        }

        return await OnDatabase.RunAsync(async (services, token) =>
        {
            await services.GetRequiredService<DatabaseSetup>().PrepareAsync(token);
            var mediaType = services.GetServices<IRecordReader>().MediaTypeOf(file.Name) ?? "text/csv";
            var import = await ReceiveAsync(services, file, order with { MediaType = mediaType }, token);
            import = await Bar.FollowAsync(services, import, token);
            return await ReportAsync(services, import, errors);
        }, $"""

            To import into the library that is being served, send it the file:
              curl -H "Authorization: Bearer $TOKEN" -H "Content-Type: text/csv" --data-binary @{file.Name} "http://localhost:8000/imports"
            """, cancellationToken);
    }

    private static async Task<ImportResponse> ReceiveAsync(IServiceProvider services, FileInfo file, ImportOrder order, CancellationToken cancellationToken)
    {
        await using var content = file.OpenRead();
        return await services.GetRequiredService<IMediator>().Send(new ReceiveImport(content, order), cancellationToken);
    }

    private static async Task<int> ReportAsync(IServiceProvider services, ImportResponse import, FileInfo? errors)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{(import.DryRun ? "Nothing was changed; this would happen: " : "")}{import.Processed} records: {import.Created} created, {import.Updated} updated, {import.Skipped} skipped, {import.Failed} failed; {import.Incomplete} lack something."));
        if (import.ColumnsRead is { } columns)
            Console.WriteLine($"Columns: {columns}");
        if (import.FailureReason is { } reason)
            await Console.Error.WriteLineAsync($"The import failed: {reason}");
        if (import.Status == WorkStatus.Cancelled)
            await Console.Error.WriteLineAsync("Stopped. What was taken in stays; the same command goes on with the rest and doubles nothing.");

        await foreach (var error in ErrorsAsync(services, import.Id, ImportErrorKind.Failed).Take(Named))
            Console.WriteLine($"  record {error.Record}: {error.Reason}");
        if (import.Failed > Named)
            Console.WriteLine($"  … and {import.Failed - Named} more{(errors is null ? "; name a file for all of them with --errors" : "")}");
        if (errors is not null)
            await WriteAsync(services, import.Id, errors);
        return import.Status == WorkStatus.Completed ? 0 : 1;
    }

    private static async Task WriteAsync(IServiceProvider services, int importId, FileInfo errors)
    {
        await using (var rows = CsvWriter.Create(errors.Create()))
        {
            rows.WriteRecord("record", "kind", "reason");
            foreach (var kind in Enum.GetValues<ImportErrorKind>())
            {
                await foreach (var error in ErrorsAsync(services, importId, kind))
                    await rows.WriteRecordAsync([error.Record.ToString(CultureInfo.InvariantCulture), JsonNamingPolicy.CamelCase.ConvertName(kind.ToString()), error.Reason]);
            }
        }

        Console.WriteLine($"Every record that was not taken in, or not whole, is in {errors.FullName}.");
    }

    private static async IAsyncEnumerable<ImportErrorResponse> ErrorsAsync(IServiceProvider services, int importId, ImportErrorKind kind)
    {
        var mediator = services.GetRequiredService<IMediator>();
        for (string? cursor = null; ;)
        {
            var page = await mediator.Send(new ListErrorsOfImport(importId, new ListImportErrors { Kind = kind, Limit = ListImportErrors.MaxLimit, Cursor = cursor }));
            foreach (var error in page)
                yield return error;
            if ((cursor = page.NextCursor) is null)
                yield break;
        }
    }
}
