using System.Text.RegularExpressions;

namespace Wisp.Host.Features.Isp;

/// <summary>
/// Where map pictures come from: <c>https://tile.example/{z}/{x}/{y}.png</c>. Taken apart strictly and put together again,
/// because its origins stand in the content policy.
/// </summary>
/// <param name="Template">The address with its places.</param>
/// <param name="Origins">The servers that it names: scheme, host, port.</param>
internal sealed partial record TileAddress(string Template, IReadOnlyList<string> Origins)
{
    public const int MostLetters = 500;

    /// <summary>What <c>{s}</c> stands for.</summary>
    public const string Subdomains = "abc";

    private static readonly string[] Places = ["{z}", "{x}", "{y}"];

    /// <summary>The places that a picture cannot be told apart without and that are not there.</summary>
    public static IEnumerable<string> Missing(string text) => Places.Where(place => !text.Contains(place, StringComparison.Ordinal));

    public static TileAddress? Read(string? text)
    {
        if (text is null or { Length: > MostLetters } || Missing(text).Any() || Shape().Match(text) is not { Success: true } match) return null;
        var (scheme, host, port) = (match.Groups["scheme"].Value, match.Groups["host"].Value.ToLowerInvariant(), match.Groups["port"].Value);
        var hosts = host.Contains("{s}", StringComparison.Ordinal) ? Subdomains.Select(letter => host.Replace("{s}", $"{letter}", StringComparison.Ordinal)) : [host];
        if (port.Length > 0 && !ushort.TryParse(port.AsSpan(1), out _)) return null;
        return hosts.All(name => Uri.CheckHostName(name) is UriHostNameType.Dns or UriHostNameType.IPv4)
            ? new TileAddress(text, [.. hosts.Select(name => $"{scheme}://{name}{port}")])
            : null;
    }

    [GeneratedRegex(
        @"\A(?<scheme>https?)://(?<host>(?:[A-Za-z0-9-]|\{s\})+(?:\.[A-Za-z0-9-]+)*)(?<port>:[0-9]{1,5})?/(?:[A-Za-z0-9._~!$&()+,;=:@%/?-]|\{[zxyr]\})*\z",
        RegexOptions.NonBacktracking)]
    private static partial Regex Shape();
}
