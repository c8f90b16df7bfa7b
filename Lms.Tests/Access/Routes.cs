using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Lms.Tests.Access;

/// <summary>A route of the running API, as <c>GET /books/{id}</c>.</summary>
internal sealed record Route(string Method, string Path, EndpointMetadata Metadata)
{
    public string Name => $"{Method} {Path}";
}

/// <summary>What was said about a route where it was made.</summary>
internal sealed record EndpointMetadata(IReadOnlyList<object> Items)
{
    public T? Find<T>()
        where T : class => Items.OfType<T>().LastOrDefault();
}

internal static partial class Routes
{
    /// <summary>Every route that answers; one without a method of its own is taken for a GET.</summary>
    public static IReadOnlyList<Route> Of(Library library) =>
        [.. library.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .SelectMany(endpoint => (endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"])
                .Select(method => new Route(method, "/" + Constraint().Replace(endpoint.RoutePattern.RawText!.TrimStart('/'), ""), new EndpointMetadata([.. endpoint.Metadata]))))
            .DistinctBy(route => route.Name)
            .OrderBy(route => route.Path, StringComparer.Ordinal).ThenBy(route => route.Method, StringComparer.Ordinal)];

    [GeneratedRegex(@"(?<=\{\w+):[^}]+(?=\})")]
    private static partial Regex Constraint();
}
