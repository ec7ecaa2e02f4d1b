using Microsoft.AspNetCore.Http;

namespace Wisp.Sdk;

/// <summary>Tells a partial request from a whole page.</summary>
public static class HtmxExtensions
{
    /// <summary>Whether the request was made by htmx and wants a fragment.</summary>
    /// <param name="request">The request.</param>
    /// <returns><c>true</c> for a fragment; history restoration asks for whole pages.</returns>
    public static bool IsHtmx(this HttpRequest request) =>
        request.Headers.ContainsKey("HX-Request") && !request.Headers.ContainsKey("HX-History-Restore-Request");
}
