using System.Buffers.Binary;
using System.Net;
using System.Text;

namespace Wisp.Modules.Network.Features.Radius;

/// <summary>Attributes in the order that they are sent in, as RFC 2865 writes them: type, length, value.</summary>
internal sealed class RadiusAttributes
{
    public const byte UserName = 1;
    public const byte NasIpAddress = 4;
    public const byte FramedIpAddress = 8;
    public const byte AcctSessionId = 44;
    public const byte EventTimestamp = 55;
    public const byte NasIpv6Address = 95;
    public const byte ErrorCause = 101;

    private const byte VendorSpecific = 26;
    private const int LongestValue = 253;

    private readonly List<byte> _bytes = [];

    public byte[] ToArray() => [.. _bytes];

    public RadiusAttributes Add(byte type, ReadOnlySpan<byte> value)
    {
        if (value.Length is 0 or > LongestValue) throw new ArgumentException($"An attribute holds 1 to {LongestValue} bytes.", nameof(value));
        _bytes.Add(type);
        _bytes.Add((byte)(value.Length + 2));
        _bytes.AddRange(value);
        return this;
    }

    public RadiusAttributes Add(byte type, string value) => Add(type, Encoding.UTF8.GetBytes(value));

    public RadiusAttributes Add(byte type, uint value) => Add(type, Number(value));

    public RadiusAttributes Add(byte type, IPAddress address) => Add(type, address.GetAddressBytes());

    public RadiusAttributes AddOfVendor(uint vendor, byte type, ReadOnlySpan<byte> value) =>
        Add(VendorSpecific, [.. Number(vendor), type, (byte)(value.Length + 2), .. value]);

    public RadiusAttributes AddOfVendor(uint vendor, byte type, uint value) => AddOfVendor(vendor, type, Number(value));

    public RadiusAttributes AddOfVendor(uint vendor, byte type, string value) => AddOfVendor(vendor, type, Encoding.UTF8.GetBytes(value));

    private static byte[] Number(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }
}
