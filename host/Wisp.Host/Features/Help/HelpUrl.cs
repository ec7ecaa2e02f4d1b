using System.Net;
using System.Net.Sockets;

namespace Wisp.Host.Features.Help;

/// <summary>The addresses that a help link may have: https anywhere, http within the ISP's own network.</summary>
public static class HelpUrl
{
    public const int MaxLength = 500;

    private static readonly string[] OwnDomains = [".local", ".lan", ".internal", ".intranet", ".home.arpa"];

    public static bool IsAllowed(string typed) =>
        !typed.Any(c => char.IsControl(c) || char.IsWhiteSpace(c))
        && Uri.TryCreate(typed, UriKind.Absolute, out var url) && url.Host.Length > 0 && url.UserInfo.Length == 0
        && (Begins(typed, "https://") || (Begins(typed, "http://") && IsOwn(url)));

    // As typed: the parser also takes "https:\\".
    private static bool Begins(string typed, string scheme) => typed.StartsWith(scheme, StringComparison.OrdinalIgnoreCase);

    private static bool IsOwn(Uri url) =>
        IPAddress.TryParse(url.Host.Trim('[', ']'), out var address)
            ? IsPrivate(address)
            : !url.Host.Contains('.', StringComparison.Ordinal) || Array.Exists(OwnDomains, d => url.Host.EndsWith(d, StringComparison.OrdinalIgnoreCase));

    private static bool IsPrivate(IPAddress address) =>
        IPAddress.IsLoopback(address)
        || address.IsIPv6UniqueLocal
        || (address.AddressFamily == AddressFamily.InterNetwork && address.GetAddressBytes() is [10, ..] or [192, 168, ..] or [172, >= 16 and <= 31, ..]);
}
