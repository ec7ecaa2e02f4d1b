namespace Wisp.Modules.Network.Features.Radius;

/// <summary>Codes of the packets that change what is under way (RFC 5176).</summary>
internal enum RadiusCode : byte
{
    DisconnectRequest = 40,
    DisconnectAck = 41,
    DisconnectNak = 42,
    CoaRequest = 43,
    CoaAck = 44,
    CoaNak = 45,
}
