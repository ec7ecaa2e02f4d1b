using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace Wisp.Network.Tests.Radius;

/// <summary>A request that an access server got, after its signature was found right.</summary>
/// <param name="Code">40 Disconnect, 43 CoA.</param>
/// <param name="Attributes">Values by attribute type.</param>
public sealed record HeardRequest(byte Code, IReadOnlyList<(byte Type, byte[] Value)> Attributes)
{
    public string Text(byte type) => Encoding.UTF8.GetString(Attributes.Single(a => a.Type == type).Value);
}

/// <summary>The side of an access server that takes Disconnect and CoA (RFC 5176): checks both signatures as the RFC says, and answers signed.</summary>
[SuppressMessage("Security", "CA5351:Do Not Use Broken Cryptographic Algorithms", Justification = "RFC 5176 asks for MD5.")]
public sealed class ListeningServer : IAsyncDisposable
{
    private readonly UdpClient _socket;
    private readonly byte[] _secret;
    private readonly Task _listening;
    private readonly CancellationTokenSource _end = new();
    private readonly List<HeardRequest> _heard = [];
    private readonly List<string> _wrong = [];

    public ListeningServer(string secret, int port = 0)
    {
        _secret = Encoding.UTF8.GetBytes(secret);
        _socket = new UdpClient(new IPEndPoint(IPAddress.Loopback, port));
        _listening = ListenAsync();
    }

    public int Port => ((IPEndPoint)_socket.Client.LocalEndPoint!).Port;

    /// <summary>Which answer it gives; by default the ACK.</summary>
    public Func<byte, (byte Code, uint? Cause)> Answer { get; set; } = code => ((byte)(code + 1), null);

    public IReadOnlyList<HeardRequest> Heard
    {
        get
        {
            lock (_heard) return [.. _heard];
        }
    }

    public IReadOnlyList<string> Wrong
    {
        get
        {
            lock (_heard) return [.. _wrong];
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _socket.Dispose();
        await _listening;
        _end.Dispose();
    }

    private async Task ListenAsync()
    {
        try
        {
            while (true)
            {
                var packet = await _socket.ReceiveAsync(_end.Token);
                if (Read(packet.Buffer) is not { } request) continue;
                var (code, cause) = Answer(request.Code);
                lock (_heard) _heard.Add(request);
                await _socket.SendAsync(Signed(code, packet.Buffer, cause), packet.RemoteEndPoint, _end.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException && _end.IsCancellationRequested)
        {
            // Switched off.
        }
    }

    private HeardRequest? Read(byte[] packet)
    {
        byte[] bare = [.. packet.AsSpan(0, 4), .. new byte[16], .. packet.AsSpan(20)];
        if ((packet[2] << 8 | packet[3]) != packet.Length) return Reject("length");
        if (!MD5.HashData((byte[])[.. bare, .. _secret]).AsSpan().SequenceEqual(packet.AsSpan(4, 16))) return Reject("authenticator");
        var attributes = new List<(byte, byte[])>();
        for (var at = 20; at < packet.Length; at += packet[at + 1])
        {
            attributes.Add((packet[at], packet[(at + 2)..(at + packet[at + 1])]));
            if (packet[at] == 80) bare.AsSpan(at + 2, 16).Clear();
        }

        if (!HMACMD5.HashData(_secret, bare).SequenceEqual(attributes.Single(a => a.Item1 == 80).Item2)) return Reject("message authenticator");
        return new HeardRequest(packet[0], attributes);
    }

    private HeardRequest? Reject(string what)
    {
        lock (_heard) _wrong.Add(what);
        return null;
    }

    private byte[] Signed(byte code, byte[] request, uint? cause)
    {
        byte[] attributes = cause is { } number ? [101, 6, (byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number] : [];
        byte[] head = [code, request[1], 0, (byte)(20 + attributes.Length)];
        return [.. head, .. MD5.HashData((byte[])[.. head, .. request.AsSpan(4, 16), .. attributes, .. _secret]), .. attributes];
    }
}
