namespace Wisp.Host.Endpoints;

/// <summary>Where a form may lead afterwards: within this site only.</summary>
internal static class LocalUrl
{
    public static string Or(string? url, string otherwise) =>
        url is ['/', ..] and not ['/', '/' or '\\', ..] && !url.Any(char.IsControl) ? url : otherwise;
}
