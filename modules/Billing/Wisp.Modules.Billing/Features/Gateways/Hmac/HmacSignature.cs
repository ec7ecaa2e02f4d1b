using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Wisp.Modules.Billing.Features.Gateways.Hmac;

/// <summary>The header <c>X-Wisp-Signature: t=&lt;unix seconds&gt;,v1=&lt;hexadecimal HMAC-SHA256 of "t.body"&gt;</c>.</summary>
internal static partial class HmacSignature
{
    public const string Header = "X-Wisp-Signature";

    /// <summary>How far its time may be from ours: what is caught on the way cannot be sent again later.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    public static string Of(string secret, DateTimeOffset at, ReadOnlySpan<byte> body)
    {
        var time = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return $"t={time},v1={Convert.ToHexStringLower(Mac(secret, time, body))}";
    }

    /// <returns><c>null</c> when it is right; else <c>missing</c>, <c>shape</c>, <c>wrong</c> or <c>old</c>.</returns>
    public static string? Check(string? header, string? secret, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        if (string.IsNullOrEmpty(header)) return "missing";
        var match = Shape().Match(header);
        if (!match.Success) return "shape";
        var time = match.Groups["t"].Value;
        if (secret is null || !CryptographicOperations.FixedTimeEquals(Mac(secret, time, body), Convert.FromHexString(match.Groups["v1"].ValueSpan))) return "wrong";
        var away = now - DateTimeOffset.FromUnixTimeSeconds(long.Parse(time, CultureInfo.InvariantCulture));
        return away.Duration() <= Tolerance ? null : "old";
    }

    private static byte[] Mac(string secret, string time, ReadOnlySpan<byte> body) =>
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), (ReadOnlySpan<byte>)[.. Encoding.ASCII.GetBytes(time), (byte)'.', .. body]);

    [GeneratedRegex(@"^\s*t=(?<t>[0-9]{1,11})\s*,\s*v1=(?<v1>[0-9a-fA-F]{64})\s*$")]
    private static partial Regex Shape();
}
