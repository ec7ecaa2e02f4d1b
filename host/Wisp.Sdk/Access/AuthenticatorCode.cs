using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;

namespace Wisp.Sdk;

/// <summary>What an authenticator app computes from a key (RFC 6238): six digits for each half minute.</summary>
public static class AuthenticatorCode
{
    private const int StepSeconds = 30;
    private const int Digits = 6;

    // Clocks of phones are a little off.
    private const int Tolerance = 1;

    // RFC 4648.
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>Which half minute a code is of, so that it can be taken once: keep the last one taken, and refuse it and those before.</summary>
    /// <param name="key">The key in Base32.</param>
    /// <param name="code">What was typed, without blanks.</param>
    /// <param name="now">The present instant.</param>
    /// <returns>The number of half minutes since 1970, or <c>null</c> when the code is wrong.</returns>
    public static long? StepOf(string key, string code, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(code);
        if (code.Length != Digits) return null;
        var (bytes, present) = (Decode(key), now.ToUnixTimeSeconds() / StepSeconds);
        for (var step = present - Tolerance; step <= present + Tolerance; step++)
            if (code == Code(bytes, step)) return step;
        return null;
    }

    /// <summary>The text of the picture from which an app takes a key.</summary>
    /// <param name="issuer">Whose site it is for.</param>
    /// <param name="account">Whose key it is.</param>
    /// <param name="key">The key in Base32; the text is as secret as that.</param>
    /// <returns>A link of the scheme <c>otpauth</c>.</returns>
    public static string Link(string issuer, string account, string key)
    {
        var label = WebUtility.UrlEncode($"{issuer}:{account}").Replace("+", "%20", StringComparison.Ordinal);
        return $"otpauth://totp/{label}?secret={key}&issuer={Uri.EscapeDataString(issuer)}&digits={Digits}";
    }

    private static string Code(byte[] key, long step)
    {
        Span<byte> counter = stackalloc byte[8], digest = stackalloc byte[20];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
#pragma warning disable CA5350 // What authenticator apps compute.
        HMACSHA1.HashData(key, counter, digest);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(digest[(digest[^1] & 0x0f)..]) & int.MaxValue;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    private static byte[] Decode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var bytes = new byte[text.TrimEnd('=').Length * 5 / 8];
        for (int bit = 0; bit < bytes.Length * 8; bit++)
        {
            var value = Letters.IndexOf(char.ToUpperInvariant(text[bit / 5]), StringComparison.Ordinal);
            if ((value >> (4 - (bit % 5)) & 1) == 1) bytes[bit / 8] |= (byte)(0x80 >> (bit % 8));
        }

        return bytes;
    }
}
