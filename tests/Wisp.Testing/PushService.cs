using System.Buffers.Binary;
using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Wisp.Testing;

/// <summary>A letter as it came to a push service.</summary>
public sealed record Pushed(string Path, IReadOnlyDictionary<string, string> Headers, byte[] Body, DateTimeOffset At);

/// <summary>What a phone showed.</summary>
public sealed record PushedNotice(string Title, string Body, string Url, string Tag);

/// <summary>A push service on this machine, as a browser's maker runs one.</summary>
public sealed class PushService : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Pushed> _taken = new();
    private int _made;

    private PushService(WebApplication app) => _app = app;

    public string Address => _app.Urls.Single();

    /// <summary>How long it takes over each letter.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>What it answers at a path; 201 where nothing is said.</summary>
    public ConcurrentDictionary<string, int> Answers { get; } = new();

    public IReadOnlyCollection<Pushed> Taken => _taken;

    public static async Task<PushService> OpenAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var service = new PushService(app);
        app.MapPost("/push/{**path}", service.TakeAsync);
        await app.StartAsync();
        return service;
    }

    /// <summary>A phone of this service's.</summary>
    /// <param name="sender">Who its letters must say that they are from; <c>null</c>: nobody.</param>
    public PushReceiver NewReceiver(string? sender = null) => new($"{Address}/push/{Interlocked.Increment(ref _made)}", sender);

    /// <summary>All that came for a phone, opened with its keys.</summary>
    public IReadOnlyList<PushedNotice> Read(PushReceiver phone) => [.. To(phone).Select(phone.Open)];

    public IReadOnlyList<Pushed> To(PushReceiver phone) => [.. _taken.Where(letter => phone.Endpoint.EndsWith(letter.Path, StringComparison.Ordinal) && new Uri(phone.Endpoint).AbsolutePath == letter.Path)];

    /// <summary>The letters of a phone, once there are so many.</summary>
    public async Task<IReadOnlyList<PushedNotice>> UntilAsync(PushReceiver phone, int count)
    {
        await Eventually.BecomesAsync(() => Task.FromResult(To(phone).Count), so => so >= count, 90);
        return Read(phone);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var path = context.Request.Path.Value!;
        if (Answers.GetValueOrDefault(path, 201) == 201)
            _taken.Enqueue(new Pushed(path, context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase), body.ToArray(), TimeProvider.System.GetUtcNow()));
        if (Delay > TimeSpan.Zero) await Task.Delay(Delay);
        context.Response.StatusCode = Answers.GetValueOrDefault(path, 201);
    }
}

/// <summary>A browser's subscription, with the keys that no server has.</summary>
public sealed class PushReceiver(string endpoint, string? sender)
{
    private readonly ECDiffieHellman _pair = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] _auth = RandomNumberGenerator.GetBytes(16);

    public string Endpoint => endpoint;

    public string P256dh => Base64Url.EncodeToString(Point);

    public string Auth => Base64Url.EncodeToString(_auth);

    /// <summary>What the portal's page gave it to subscribe with.</summary>
    public string ServerKey { get; set; } = "";

    private byte[] Point => PointOf(_pair.ExportParameters(false));

    /// <summary>Checks who signed a letter, and opens it (RFC 8292, RFC 8291, RFC 8188).</summary>
    public PushedNotice Open(Pushed letter)
    {
        var claims = Claims(letter.Headers["Authorization"]);
        // The origin, of which the library leaves the port out: push services have the usual one.
        Assert.Equal("http://127.0.0.1", claims.GetProperty("aud").GetString());
        Assert.Equal(sender, claims.TryGetProperty("sub", out var said) ? said.GetString() : null);
        var ends = DateTimeOffset.FromUnixTimeSeconds(claims.GetProperty("exp").GetInt64());
        Assert.InRange(ends, letter.At, letter.At + TimeSpan.FromHours(24));
        Assert.Equal("aes128gcm", letter.Headers["Content-Encoding"]);
        return JsonSerializer.Deserialize<PushedNotice>(Decrypt(letter.Body), JsonSerializerOptions.Web)!;
    }

    private JsonElement Claims(string authorization)
    {
        Assert.StartsWith("vapid ", authorization, StringComparison.Ordinal);
        var parts = authorization["vapid ".Length..].Split(',', StringSplitOptions.TrimEntries).ToDictionary(part => part[..1], part => part[2..]);
        Assert.Equal(ServerKey, parts["k"]);
        var (token, point) = (parts["t"].Split('.'), Base64Url.DecodeFromChars(ServerKey));
        Assert.Equal("ES256", JsonDocument.Parse(Base64Url.DecodeFromChars(token[0])).RootElement.GetProperty("alg").GetString());
        using var key = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = point[1..33], Y = point[33..] } });
        Assert.True(key.VerifyData(Encoding.ASCII.GetBytes($"{token[0]}.{token[1]}"), Base64Url.DecodeFromChars(token[2]), HashAlgorithmName.SHA256));
        return JsonDocument.Parse(Base64Url.DecodeFromChars(token[1])).RootElement;
    }

    private byte[] Decrypt(byte[] body)
    {
        var (salt, size, length) = (body[..16], BinaryPrimitives.ReadUInt32BigEndian(body.AsSpan(16)), body[20]);
        var (theirs, text) = (body[21..(21 + length)], body[(21 + length)..]);
        Assert.InRange((uint)text.Length, 18u, size);
        using var sender = ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = theirs[1..33], Y = theirs[33..] } });
        var shared = HKDF.Extract(HashAlgorithmName.SHA256, _pair.DeriveRawSecretAgreement(sender.PublicKey), _auth);
        var input = HKDF.Expand(HashAlgorithmName.SHA256, shared, 32, [.. "WebPush: info\0"u8, .. Point, .. theirs]);
        var key = HKDF.Extract(HashAlgorithmName.SHA256, input, salt);
        using var cipher = new AesGcm(HKDF.Expand(HashAlgorithmName.SHA256, key, 16, [.. "Content-Encoding: aes128gcm\0"u8]), 16);
        var plain = new byte[text.Length - 16];
        cipher.Decrypt(HKDF.Expand(HashAlgorithmName.SHA256, key, 12, [.. "Content-Encoding: nonce\0"u8]), text.AsSpan(0, plain.Length), text.AsSpan(plain.Length), plain);
        // The last record: what is told, a 2, zeros.
        var end = Array.FindLastIndex(plain, sign => sign != 0);
        Assert.Equal(2, plain[end]);
        return plain[..end];
    }

    private static byte[] PointOf(ECParameters key) => [4, .. key.Q.X!, .. key.Q.Y!];
}
