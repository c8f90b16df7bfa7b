using System.Net;
using System.Text;
using Lms.Application.Common;
using Lms.Domain.Identity;
using Microsoft.AspNetCore.Mvc.Formatters;

namespace Lms.Api.Common;

/// <summary>Writes what a problem means as a page for people.</summary>
internal sealed class ProblemPage : TextOutputFormatter
{
    public ProblemPage()
    {
        SupportedMediaTypes.Add("text/html");
        SupportedEncodings.Add(Encoding.UTF8);
    }

    public override Task WriteResponseBodyAsync(OutputFormatterWriteContext context, Encoding selectedEncoding)
    {
        var problem = (ProblemKind)context.Object!;
        return context.HttpContext.Response.WriteAsync(
            $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <title>{Text(problem.Title)}</title>
            <style>body {"{"} max-width: 40em; margin: 3em auto; padding: 0 1em; font: 1.1em/1.5 system-ui, sans-serif {"}"} dt {"{"} margin-top: 1em; font-weight: bold {"}"} dd {"{"} margin: 0 {"}"}</style>
            </head>
            <body>
            <h1>{Text(problem.Title)}</h1>
            <dl>
            <dt>What happened</dt><dd>{Text(problem.Meaning)}</dd>
            <dt>What to do</dt><dd>{Text(problem.Advice)}</dd>
            <dt>Who may override it</dt><dd>{Text(Overriding(problem.OverridableBy))}</dd>
            <dt>For programs</dt><dd>HTTP status {problem.Status}, code <code>{Text(problem.Code)}</code></dd>
            </dl>
            </body>
            </html>

            """, selectedEncoding, context.HttpContext.RequestAborted);
    }

    protected override bool CanWriteType(Type? type) => type == typeof(ProblemKind);

    private static string Text(string text) => WebUtility.HtmlEncode(text);

    private static string Overriding(Role? role) => role switch
    {
        null => "Nobody.",
        Role.Admin => "An administrator, with a reason.",
        Role.Librarian => "A librarian or an administrator, with a reason.",
        _ => "Any signed-in user, with a reason.",
    };
}
