using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Wisp.Modules.Network.Features.Radius;

/// <summary>A Disconnect- or CoA-Request as it goes over the wire, signed with the shared secret, and the judge of its response.</summary>
[SuppressMessage("Security", "CA5351:Do Not Use Broken Cryptographic Algorithms", Justification = "RFC 2865 and 5176 sign with MD5.")]
internal sealed class RadiusRequest
{
    private const int HeaderLength = 20;
    private const int AuthenticatorAt = 4;
    private const byte MessageAuthenticator = 80;

    private readonly byte[] _secret;
    private readonly byte[] _bytes;

    public RadiusRequest(RadiusCode code, byte id, RadiusAttributes attributes, string secret)
    {
        _secret = Encoding.UTF8.GetBytes(secret);
        // First of all attributes, where a forger cannot put anything before it.
        _bytes = [(byte)code, id, 0, 0, .. new byte[16], MessageAuthenticator, 18, .. new byte[16], .. attributes.ToArray()];
        BinaryPrimitives.WriteUInt16BigEndian(_bytes.AsSpan(2), (ushort)_bytes.Length);
        // Both are computed with the request authenticator as zeros (RFC 5176, 2.3 and 3.5).
        HMACMD5.HashData(_secret, _bytes).CopyTo(_bytes, HeaderLength + 2);
        MD5.HashData((byte[])[.. _bytes, .. _secret]).CopyTo(_bytes, AuthenticatorAt);
    }

    public ReadOnlyMemory<byte> Bytes => _bytes;

    /// <summary>Reads a packet that came back; <c>null</c> when it is not an answer to this request by who knows the secret.</summary>
    public RadiusResponse? Read(ReadOnlySpan<byte> packet)
    {
        if (packet.Length < HeaderLength || packet[1] != _bytes[1]) return null;
        var length = BinaryPrimitives.ReadUInt16BigEndian(packet[2..]);
        if (length < HeaderLength || length > packet.Length) return null;
        packet = packet[..length];
        byte[] signed = [.. packet[..AuthenticatorAt], .. _bytes.AsSpan(AuthenticatorAt, 16), .. packet[HeaderLength..]];
        if (!CryptographicOperations.FixedTimeEquals(MD5.HashData((byte[])[.. signed, .. _secret]), packet.Slice(AuthenticatorAt, 16))) return null;

        int? cause = null;
        for (var at = HeaderLength; at < length; at += packet[at + 1])
        {
            if (at + 2 > length || packet[at + 1] < 2 || at + packet[at + 1] > length) return null;
            var value = packet.Slice(at + 2, packet[at + 1] - 2);
            if (packet[at] == RadiusAttributes.ErrorCause && value.Length == 4) cause = BinaryPrimitives.ReadInt32BigEndian(value);
            if (packet[at] != MessageAuthenticator) continue;
            if (value.Length != 16) return null;
            var sealedBy = value.ToArray();
            signed.AsSpan(at + 2, 16).Clear();
            if (!CryptographicOperations.FixedTimeEquals(HMACMD5.HashData(_secret, signed), sealedBy)) return null;
        }

        return new((RadiusCode)packet[0], cause);
    }
}

/// <summary>What an access server answered.</summary>
/// <param name="Code">An ACK or a NAK.</param>
/// <param name="ErrorCause">Its Error-Cause (RFC 5176, 3.5), if it gave one.</param>
internal sealed record RadiusResponse(RadiusCode Code, int? ErrorCause)
{
    /// <summary>Session-Context-Not-Found: there is no such session any more.</summary>
    public const int NoSuchSession = 503;
}
