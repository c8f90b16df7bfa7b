using System.Threading.RateLimiting;
using Lms.Api.Common;
using Lms.Infrastructure;
using Microsoft.Extensions.Options;

namespace Lms.Api.Identity;

/// <summary>How often one address may try to sign in.</summary>
internal static class SignInLimit
{
    public const string Name = "sign-in";

    public static IServiceCollection AddSignInLimit(this IServiceCollection services) => services.AddRateLimiter(limiter =>
    {
        limiter.AddPolicy(Name, context => RateLimitPartition.GetSlidingWindowLimiter(context.Connection.RemoteIpAddress, _ => new SlidingWindowRateLimiterOptions
        {
            PermitLimit = context.RequestServices.GetRequiredService<IOptions<LmsOptions>>().Value.SignInsPerMinute,
            Window = TimeSpan.FromMinutes(1),
            SegmentsPerWindow = 6,
        }));
        limiter.OnRejected = async (rejected, cancellationToken) =>
        {
            rejected.HttpContext.Response.Headers.RetryAfter = "10";
            await ProblemWriter.WriteAsync(rejected.HttpContext, Problems.OfStatus(rejected.HttpContext, StatusCodes.Status429TooManyRequests), cancellationToken);
        };
    });
}
