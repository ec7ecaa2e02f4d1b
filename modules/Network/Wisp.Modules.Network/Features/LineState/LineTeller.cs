using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Wisp.Modules.Network.Features.Radius;
using Wisp.Modules.Network.Features.Secrets;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Features.LineState;

/// <summary>
/// Tells an access server what a contract's line is to be: another speed by CoA while the session goes on, anything else by Disconnect, after
/// which the subscriber's device asks for a session anew and gets it as it is wanted now.
/// </summary>
[Feature]
internal sealed class LineTeller(LineQueue queue, NetworkSecrets secrets, TimeProvider clock)
{
    public const string Timeout = "timeout";
    public const string NoAddress = "no-address";
    public const string NoSecret = "no-secret";
    public const string Failed = "failed";

    private const uint Mikrotik = 14988;
    private const uint Wispr = 14122;

    /// <returns>Why it could not be told, or <c>null</c> when it was.</returns>
    public async Task<string?> TellAsync(ClaimedLine line, CancellationToken cancellationToken)
    {
        foreach (var session in line.Sessions)
        {
            if (await TellAsync(line, session, cancellationToken) is { } error) return error;
        }

        return null;
    }

    private async Task<string?> TellAsync(ClaimedLine line, LineSession session, CancellationToken cancellationToken)
    {
        // Its access server is not one of ours any more: nobody can be told.
        if (session.Address is null || await EndpointAsync(session, cancellationToken) is not { } server) return NoAddress;
        if (Secret(session) is not { } secret) return NoSecret;

        if (line.OnlySpeed)
        {
            var speed = WhichSession(session)
                .AddOfVendor(Wispr, 7, Bits(line.UpKbps)).AddOfVendor(Wispr, 8, Bits(line.DownKbps))
                .AddOfVendor(Mikrotik, 8, $"{line.UpKbps}k/{line.DownKbps}k");
            var changed = await RadiusExchange.AskAsync(server, RadiusCode.CoaRequest, speed, secret, cancellationToken);
            if (changed is null) return Timeout;
            if (changed.Code == RadiusCode.CoaAck) return null;
        }

        var ended = await RadiusExchange.AskAsync(server, RadiusCode.DisconnectRequest, WhichSession(session), secret, cancellationToken);
        switch (ended)
        {
            case null:
                return Timeout;
            case { Code: RadiusCode.DisconnectAck }:
                return null;
            case { ErrorCause: RadiusResponse.NoSuchSession }:
                await queue.GoneAsync(session, cancellationToken);
                return null;
            default:
                return $"nak {ended.ErrorCause}".TrimEnd();
        }
    }

    private RadiusAttributes WhichSession(LineSession session)
    {
        var attributes = new RadiusAttributes();
        if (session.Username is { Length: > 0 } username) attributes.Add(RadiusAttributes.UserName, username);
        attributes.Add(session.NasIp.AddressFamily == AddressFamily.InterNetwork ? RadiusAttributes.NasIpAddress : RadiusAttributes.NasIpv6Address, session.NasIp);
        if (session.FramedIp is { AddressFamily: AddressFamily.InterNetwork } framed) attributes.Add(RadiusAttributes.FramedIpAddress, framed);
        if (session.SessionId.Length > 0) attributes.Add(RadiusAttributes.AcctSessionId, session.SessionId);
        return attributes.Add(RadiusAttributes.EventTimestamp, (uint)clock.GetUtcNow().ToUnixTimeSeconds());
    }

    private static async Task<IPEndPoint?> EndpointAsync(LineSession session, CancellationToken cancellationToken)
    {
        try
        {
            var addresses = await Dns.GetHostAddressesAsync(session.Address!, cancellationToken);
            return ServerNames.Preferred(addresses) is { } address ? new IPEndPoint(address, session.Port) : null;
        }
        catch (SocketException)
        {
            // Its name cannot be resolved now.
            return null;
        }
    }

    private string? Secret(LineSession session)
    {
        try
        {
            return session.StoredSecret is { } stored ? secrets.OpenServer(stored) : null;
        }
        catch (CryptographicException)
        {
            // It was encrypted under another key: only typing it anew helps.
            return null;
        }
    }

    private static uint Bits(int kbps) => (uint)Math.Min(kbps * 1000L, uint.MaxValue);
}
