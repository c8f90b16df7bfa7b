using Lms.Application.Identity;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.Controllers;

namespace Lms.Api.Common;

/// <summary>Who may use a route. Every route names one; a route that names none is open to nobody.</summary>
public static class Access
{
    /// <summary>Any signed-in user.</summary>
    public const string SignedIn = nameof(SignedIn);

    /// <summary>Librarians and administrators.</summary>
    public const string Desk = nameof(Desk);

    /// <summary>Administrators.</summary>
    public const string AdminOnly = nameof(AdminOnly);

    internal static void Add(AuthorizationOptions options)
    {
        options.AddPolicy(SignedIn, policy => policy.RequireAuthenticatedUser());
        options.AddPolicy(Desk, policy => policy.RequireRole(RoleNames.Librarian, RoleNames.Admin));
        options.AddPolicy(AdminOnly, policy => policy.RequireRole(RoleNames.Admin));
        options.FallbackPolicy = new AuthorizationPolicyBuilder()
            .RequireAssertion(context => context.Resource is HttpContext http && http.GetEndpoint()?.Metadata.GetMetadata<ControllerActionDescriptor>() is null)
            .Build();
    }
}
