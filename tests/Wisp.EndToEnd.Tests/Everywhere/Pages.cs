using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Extensions.DependencyInjection;

namespace Wisp.EndToEnd.Tests.Everywhere;

/// <summary>The pages that the process has, by its own route table.</summary>
internal sealed class Pages(IServiceProvider services)
{
    private readonly ParameterPolicyFactory _policies = services.GetRequiredService<ParameterPolicyFactory>();

    public IReadOnlyList<string> Patterns =>
        [.. Routes.Select(route => "/" + route.RoutePattern.RawText!.TrimStart('/')).Distinct().Order(StringComparer.Ordinal)];

    private IEnumerable<RouteEndpoint> Routes => services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Where(route => route.Metadata.GetMetadata<PageActionDescriptor>() is not null);

    /// <summary>Whether an address leads to the pages of a pattern, were it not for a better match.</summary>
    public bool Leads(string path, string pattern) => Routes.Any(route => "/" + route.RoutePattern.RawText!.TrimStart('/') == pattern && Leads(path, route.RoutePattern));

    private bool Leads(string path, RoutePattern pattern)
    {
        var values = new RouteValueDictionary();
        return new TemplateMatcher(new RouteTemplate(pattern), []).TryMatch(path, values)
            && pattern.ParameterPolicies.All(named => !values.ContainsKey(named.Key) || named.Value.All(policy =>
                _policies.Create(pattern.GetParameter(named.Key), policy) is not IRouteConstraint constraint
                || constraint.Match(null, null, named.Key, values, RouteDirection.IncomingRequest)));
    }
}
