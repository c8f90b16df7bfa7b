using System.Globalization;

namespace Lms.Api.Common;

/// <summary>Tells with every answer of what is deprecated since when it is (RFC 9745), and until when it answers (RFC 8594).</summary>
internal sealed class DeprecationHeaders(RequestDelegate next)
{
    public const string Deprecation = "Deprecation";
    public const string Sunset = "Sunset";

    public Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<DeprecatedAttribute>() is { } deprecated)
        {
            // At the last moment: whoever answers for an exception begins with empty headers.
            context.Response.OnStarting(() =>
            {
                context.Response.Headers[Deprecation] = string.Create(CultureInfo.InvariantCulture, $"@{deprecated.Since.ToUnixTimeSeconds()}");
                context.Response.Headers[Sunset] = deprecated.GoneOn.ToString("R", CultureInfo.InvariantCulture);
                return Task.CompletedTask;
            });
        }

        return next(context);
    }
}
