using System.Text;
using System.Text.Json;
using CsvHelper;
using Lms.Application.Common;
using Lms.Application.Reports;
using Microsoft.AspNetCore.Mvc.Formatters;

namespace Lms.Api.Reports;

/// <summary>
/// Writes a report whole as CSV (RFC 4180), row by row as it is read: the members and values of the JSON, with null as nothing. A text that a spreadsheet
/// would take for a formula is marked as text.
/// </summary>
internal sealed class CsvReports : TextOutputFormatter
{
    public const string MediaType = "text/csv";

    private static readonly CsvWriterOptions Options = new() { Injection = CsvInjection.Escape };

    public CsvReports()
    {
        SupportedMediaTypes.Add(MediaType);
        SupportedEncodings.Add(Encoding.UTF8);
    }

    public override async Task WriteResponseBodyAsync(OutputFormatterWriteContext context, Encoding selectedEncoding)
    {
        var (report, http) = ((IReport)context.Object!, context.HttpContext);
        http.Response.Headers.Remove("Link");
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"{Path.GetFileName(http.Request.Path.Value!.TrimEnd('/'))}.csv\"";

        var members = report.RowType.GetProperties().Select(member => JsonNamingPolicy.CamelCase.ConvertName(member.Name)).ToArray();
        await using var csv = CsvWriter.Create(http.Response.Body, Options, leaveOpen: true);
        await csv.WriteRecordAsync(members, http.RequestAborted);
        await foreach (var row in report.WholeAsync(http.RequestAborted))
        {
            var values = JsonSerializer.SerializeToElement(row, report.RowType, LmsJson.Options);
            await csv.WriteRecordAsync([.. members.Select(member => values.GetProperty(member).ToString())], http.RequestAborted);
        }

        await csv.FlushAsync(http.RequestAborted);
    }

    protected override bool CanWriteType(Type? type) => type?.IsAssignableTo(typeof(IReport)) == true;
}
