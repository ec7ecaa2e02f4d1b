using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace Wisp.Testing;

/// <summary>An authenticator app (RFC 6238), written here from the standard.</summary>
public static class AuthenticatorApp
{
    public static string Code(string base32Key, DateTimeOffset at, int stepsAhead = 0)
    {
        var bits = string.Concat(base32Key.Where(char.IsLetterOrDigit).Select(letter =>
            Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(char.ToUpperInvariant(letter), StringComparison.Ordinal), 2).PadLeft(5, '0')));
        var key = Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(i * 8, 8), 2)).ToArray();
        var counter = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, at.ToUnixTimeSeconds() / 30 + stepsAhead);
#pragma warning disable CA5350 // The standard says SHA-1.
        var hash = HMACSHA1.HashData(key, counter);
#pragma warning restore CA5350
        var offset = hash[19] & 15;
        var number = (BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(offset)) & 0x7fffffff) % 1_000_000;
        return number.ToString("D6", CultureInfo.InvariantCulture);
    }
}
