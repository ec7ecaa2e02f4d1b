using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Wisp.Modules.Network.Features.Radius;

/// <summary>Sends a request until it is answered, three times at most.</summary>
internal static class RadiusExchange
{
    private const int Tries = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <returns>The answer, or <c>null</c> when none came.</returns>
    public static async Task<RadiusResponse?> AskAsync(
        IPEndPoint server, RadiusCode code, RadiusAttributes attributes, string secret, CancellationToken cancellationToken)
    {
        var request = new RadiusRequest(code, (byte)RandomNumberGenerator.GetInt32(256), attributes, secret);
        // A socket of its own and connected: only this server's answers come in, and ids cannot be confused.
        using var socket = new Socket(server.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            await socket.ConnectAsync(server, cancellationToken);
        }
        catch (SocketException)
        {
            // There is no way to it from here.
            return null;
        }

        for (var tried = 0; tried < Tries; tried++)
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(Patience);
            try
            {
                await socket.SendAsync(request.Bytes, patience.Token);
                if (await ListenAsync(socket, request, patience.Token) is { } response) return response;
            }
            catch (SocketException)
            {
                // Nobody listens there now: the machine said so. Wait as for one that is silent.
                await Task.Delay(Patience, cancellationToken);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // Time is up: once more.
            }
        }

        return null;
    }

    private static async Task<RadiusResponse> ListenAsync(Socket socket, RadiusRequest request, CancellationToken cancellationToken)
    {
        var buffer = new byte[4096];
        while (true)
        {
            var length = await socket.ReceiveAsync(buffer, cancellationToken);
            if (request.Read(buffer.AsSpan(0, length)) is { } response) return response;
        }
    }
}
