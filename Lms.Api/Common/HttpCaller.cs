using System.Globalization;
using System.Security.Claims;
using Lms.Application.Common;
using Lms.Domain.Identity;
using Lms.Infrastructure.Identity;

namespace Lms.Api.Common;

/// <summary>Who asks, read from the request.</summary>
internal sealed class HttpCaller(IHttpContextAccessor accessor) : ICaller
{
    public const string IdempotencyKeyHeader = "Idempotency-Key";
    public const string ReplayedHeader = "Idempotency-Replayed";

    private readonly ClaimsPrincipal? _user = accessor.HttpContext?.User;

    private (int UserId, Role Role)? _principal;

    public int? UserId => int.TryParse(_user?.FindFirstValue("sub"), CultureInfo.InvariantCulture, out var id) ? id : _principal?.UserId;

    public Role? Role => Enum.TryParse<Role>(_user?.FindFirstValue(TokenClaims.Role), ignoreCase: true, out var role) ? role : _principal?.Role;

    public string? IdempotencyKey { get; set; } =
        accessor.HttpContext is { Request.Method: "POST" } context && context.Request.Headers[IdempotencyKeyHeader] is [{ Length: > 0 } key] ? key : null;

    public void ActFor(int userId, Role role) => _principal = (userId, role);

    public bool Replayed
    {
        get => accessor.HttpContext?.Response.Headers.ContainsKey(ReplayedHeader) ?? false;
        set
        {
            if (accessor.HttpContext is { } context)
                context.Response.Headers[ReplayedHeader] = value ? "true" : default;
        }
    }
}
