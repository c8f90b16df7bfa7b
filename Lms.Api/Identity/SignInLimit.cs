using System.Globalization;
using System.Net;
using System.Threading.RateLimiting;
using Lms.Api.Common;
using Lms.Infrastructure;
using Microsoft.Extensions.Options;

namespace Lms.Api.Identity;

/// <summary>Marks what one address may do only so often, as signing in.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SignInLimitAttribute : Attribute;

/// <summary>
/// Lets one address try to sign in so often and no oftener, and tells it with every answer how often it still may
/// (draft-ietf-httpapi-ratelimit-headers).
/// </summary>
internal sealed class SignInLimit : IDisposable
{
    public const string PolicyHeader = "RateLimit-Policy";
    public const string RestHeader = "RateLimit";

    private const string Name = "sign-in";
    private const int Segments = 6;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly RequestDelegate _next;
    private readonly int _permits;
    private readonly PartitionedRateLimiter<IPAddress> _addresses;

    public SignInLimit(RequestDelegate next, IOptions<LmsOptions> options)
    {
        (_next, _permits) = (next, options.Value.SignInsPerMinute);
        _addresses = PartitionedRateLimiter.Create<IPAddress, IPAddress>(address => RateLimitPartition.GetSlidingWindowLimiter(address, _ => new SlidingWindowRateLimiterOptions
        {
            PermitLimit = _permits,
            Window = Window,
            SegmentsPerWindow = Segments,
        }));
    }

    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<SignInLimitAttribute>() is null)
        {
            await _next(context);
            return;
        }

        var address = context.Connection.RemoteIpAddress ?? IPAddress.None;
        using var lease = _addresses.AttemptAcquire(address);
        var rest = _addresses.GetStatistics(address)?.CurrentAvailablePermits ?? 0;
        // At the last moment: whoever answers for an exception begins with empty headers.
        context.Response.OnStarting(() =>
        {
            context.Response.Headers[PolicyHeader] = string.Create(CultureInfo.InvariantCulture, $"\"{Name}\";q={_permits};w={Window.TotalSeconds:0}");
            context.Response.Headers[RestHeader] = string.Create(CultureInfo.InvariantCulture, $"\"{Name}\";r={rest};t={Window.TotalSeconds:0}");
            return Task.CompletedTask;
        });
        if (lease.IsAcquired)
        {
            await _next(context);
            return;
        }

        context.Response.Headers.RetryAfter = string.Create(CultureInfo.InvariantCulture, $"{Window.TotalSeconds / Segments:0}");
        await ProblemWriter.WriteAsync(context, Problems.OfStatus(context, StatusCodes.Status429TooManyRequests), context.RequestAborted);
    }

    public void Dispose() => _addresses.Dispose();
}
