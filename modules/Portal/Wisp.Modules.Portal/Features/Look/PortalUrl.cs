namespace Wisp.Modules.Portal.Features.Look;

/// <summary>Where a sign-in may lead: within the portal only.</summary>
internal static class PortalUrl
{
    public static string Or(string? url, string otherwise = "/portal") =>
        url is not null && !url.Any(char.IsControl) && !url.Contains('\\', StringComparison.Ordinal) && (url == "/portal" || url.StartsWith("/portal/", StringComparison.Ordinal) || url.StartsWith("/portal?", StringComparison.Ordinal))
            ? url : otherwise;
}
