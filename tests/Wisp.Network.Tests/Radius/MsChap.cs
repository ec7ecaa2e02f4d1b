using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace Wisp.Network.Tests.Radius;

/// <summary>What a subscriber's device computes for MS-CHAPv2 (RFC 2759), written from the RFC; radclient can only do version 1.</summary>
[SuppressMessage("Security", "CA5350:Do Not Use Weak Cryptographic Algorithms", Justification = "RFC 2759 asks for SHA-1.")]
[SuppressMessage("Security", "CA5351:Do Not Use Broken Cryptographic Algorithms", Justification = "RFC 2759 asks for DES.")]
internal static class MsChap
{
    /// <summary>Attributes of a request by one who knows a password.</summary>
    public static (string, string)[] Prove(string username, string password)
    {
        var authenticator = RandomNumberGenerator.GetBytes(16);
        var peer = RandomNumberGenerator.GetBytes(16);
        var challenge = SHA1.HashData((byte[])[.. peer, .. authenticator, .. Encoding.ASCII.GetBytes(username)])[..8];
        byte[] hash = [.. Md4(Encoding.Unicode.GetBytes(password)), .. new byte[5]];
        byte[] response = [.. Encrypt(hash.AsSpan(0, 7), challenge), .. Encrypt(hash.AsSpan(7, 7), challenge), .. Encrypt(hash.AsSpan(14, 7), challenge)];
        return [("MS-CHAP-Challenge", $"0x{Convert.ToHexString(authenticator)}"), ("MS-CHAP2-Response", $"0x0100{Convert.ToHexString(peer)}{Convert.ToHexString(new byte[8])}{Convert.ToHexString(response)}")];
    }

    // 56 bits of key, with a bit of parity after each seven.
    private static byte[] Encrypt(ReadOnlySpan<byte> seven, byte[] block)
    {
        var bits = new BigInteger(seven, isUnsigned: true, isBigEndian: true);
        using var des = DES.Create();
        des.Key = [.. Enumerable.Range(0, 8).Select(i => (byte)(int)(((bits >> (49 - (7 * i))) & 0x7F) << 1))];
        return des.EncryptEcb(block, PaddingMode.None);
    }

    /// <summary>RFC 1320; .NET has none.</summary>
    private static byte[] Md4(byte[] text)
    {
        byte[] padded = [.. text, 0x80, .. new byte[(119 - (text.Length % 64)) % 64], .. BitConverter.GetBytes(text.LongLength * 8)];
        uint a = 0x67452301, b = 0xefcdab89, c = 0x98badcfe, d = 0x10325476;
        for (var block = 0; block < padded.Length; block += 64)
        {
            var x = Enumerable.Range(0, 16).Select(i => BinaryPrimitives.ReadUInt32LittleEndian(padded.AsSpan(block + (4 * i)))).ToArray();
            var (aa, bb, cc, dd) = (a, b, c, d);
            for (var i = 0; i < 48; i++)
            {
                var (f, constant, k, s) = (i / 16) switch
                {
                    0 => ((b & c) | (~b & d), 0u, i, new[] { 3, 7, 11, 19 }[i % 4]),
                    1 => ((b & c) | (b & d) | (c & d), 0x5a827999u, (i % 4 * 4) + (i / 4 % 4), new[] { 3, 5, 9, 13 }[i % 4]),
                    _ => (b ^ c ^ d, 0x6ed9eba1u, new[] { 0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15 }[i % 16], new[] { 3, 9, 11, 15 }[i % 4]),
                };
                (a, d, c, b) = (d, c, b, BitOperations.RotateLeft(a + f + x[k] + constant, s));
            }

            (a, b, c, d) = (a + aa, b + bb, c + cc, d + dd);
        }

        var hash = new byte[16];
        foreach (var (word, at) in new[] { (a, 0), (b, 4), (c, 8), (d, 12) }) BinaryPrimitives.WriteUInt32LittleEndian(hash.AsSpan(at), word);
        return hash;
    }
}
