using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Wisp.Sdk;
using Wisp.Testing;

namespace Wisp.Host.Tests;

/// <summary>A request that a page or endpoint has code for.</summary>
/// <param name="Method">The method.</param>
/// <param name="Handler">The page's handler, or <c>null</c>.</param>
public sealed record Door(string Method, string? Handler);

/// <summary>A page or endpoint of the running process.</summary>
/// <param name="Pattern">Its route, beginning with a slash.</param>
/// <param name="Url">The route with something plausible for each parameter.</param>
/// <param name="Doors">What may be asked of it.</param>
/// <param name="Metadata">What it says of itself.</param>
public sealed record Route(string Pattern, string Url, IReadOnlyList<Door> Doors, IReadOnlyList<object> Metadata)
{
    public bool IsAnonymous => Metadata.OfType<IAllowAnonymous>().Any() || Policies.Contains("portal:anybody");

    /// <summary>A door of the portal: no operator comes in. What subscribers see there is walked by the portal's own tests.</summary>
    public bool IsSubscribers => Policies.Contains("portal:subscriber");

    public bool IsSignedInOnly => !IsAnonymous && Permissions.Count == 0 && Policies.Any(policy => policy == SignedInAttribute.PolicyName);

    public IReadOnlyList<string> Policies => [.. Metadata.OfType<IAuthorizeData>().Select(data => data.Policy ?? "")];

    public IReadOnlyList<string> Permissions =>
        [.. Policies.Where(p => p.StartsWith(RequirePermissionAttribute.PolicyPrefix, StringComparison.Ordinal))
            .Select(p => p[RequirePermissionAttribute.PolicyPrefix.Length..])];

    public bool Answers(string method) => Doors.Any(door => door.Method == method);

    public string UrlOf(Door door) => door.Handler is null ? Url : $"{Url}?handler={door.Handler}";

    public override string ToString() => Pattern;
}

/// <summary>Everything that the running process answers to, modules' pages included.</summary>
public static class RouteTable
{
    private static readonly string[] EveryMethod = ["GET", "POST", "PUT", "PATCH", "DELETE"];

    public static IReadOnlyList<Route> Of(WispApp app)
    {
        var routes = new List<Route>();
        foreach (var endpoint in app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            var pattern = "/" + endpoint.RoutePattern.RawText?.TrimStart('/');
            var url = Fill(endpoint.RoutePattern);
            var page = endpoint.Metadata.GetMetadata<CompiledPageActionDescriptor>();
            var doors = page is null
                ? (endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? EveryMethod).Select(method => new Door(method, null))
                : page.HandlerMethods.Select(h => new Door(h.HttpMethod.ToUpperInvariant(), h.Name is { Length: > 0 } name ? name : null))
                    .DefaultIfEmpty(new Door("GET", null));
            routes.Add(new Route(pattern, url, [.. doors], [.. endpoint.Metadata]));
        }

        return [.. routes.OrderBy(route => route.Pattern, StringComparer.Ordinal)];
    }

    private static string Fill(RoutePattern pattern)
    {
        var first = pattern.PathSegments.Count > 0 && pattern.PathSegments[0].Parts[0] is RoutePatternLiteralPart literal ? literal.Content : "";
        var segments = pattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
        {
            RoutePatternLiteralPart text => text.Content,
            RoutePatternSeparatorPart separator => separator.Content,
            RoutePatternParameterPart { IsOptional: true } => "",
            RoutePatternParameterPart parameter => Furnished.For(first, parameter.Name),
            _ => throw new NotSupportedException(part.GetType().Name),
        })));
        return "/" + string.Join('/', segments.Where(segment => segment.Length > 0));
    }
}
