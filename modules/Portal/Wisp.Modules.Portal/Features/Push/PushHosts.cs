using Microsoft.Extensions.Configuration;

namespace Wisp.Modules.Portal.Features.Push;

/// <summary>
/// The push services that may be asked. Where a device is reached is told by its browser, and so by whoever likes to: our worker asks no other host on his
/// behalf. <c>Wisp:PushHosts</c> names others, with commas: <c>push.example.org</c>, <c>*.push.example.org</c>, or on this machine <c>http://127.0.0.1:5005</c>.
/// </summary>
internal sealed class PushHosts(IConfiguration configuration)
{
    private const string Known = "fcm.googleapis.com,updates.push.services.mozilla.com,*.push.services.mozilla.com,*.notify.windows.com,web.push.apple.com";

    private readonly string[] _hosts = (configuration["Wisp:PushHosts"] is { Length: > 0 } set ? set : Known).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public bool Allows(string? endpoint) =>
        endpoint is { Length: <= 1000 } && Uri.TryCreate(endpoint, UriKind.Absolute, out var uri) && uri.UserInfo.Length == 0 && _hosts.Any(host => IsOf(uri, host));

    private static bool IsOf(Uri uri, string host)
    {
        if (host.StartsWith("http://", StringComparison.Ordinal)) return uri.IsLoopback && uri.GetLeftPart(UriPartial.Authority) == host;
        if (uri.Scheme != Uri.UriSchemeHttps || !uri.IsDefaultPort) return false;
        return host.StartsWith("*.", StringComparison.Ordinal) ? uri.Host.EndsWith(host[1..], StringComparison.OrdinalIgnoreCase) : uri.Host.Equals(host, StringComparison.OrdinalIgnoreCase);
    }
}
