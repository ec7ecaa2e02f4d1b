using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MimeKit;
using SmtpServer;
using SmtpServer.Authentication;
using SmtpServer.ComponentModel;
using SmtpServer.Mail;
using SmtpServer.Net;
using SmtpServer.Protocol;
using SmtpServer.Storage;

namespace Wisp.Testing;

/// <summary>A real SMTP server in this process, which keeps what it took and can be told to refuse.</summary>
public sealed class PostOffice : IAsyncDisposable
{
    public const string User = "correo";
    public const string Password = "clave del correo";

    private readonly CancellationTokenSource _closing = new();
    private readonly ConcurrentQueue<MimeMessage> _taken = new();
    private readonly ConcurrentDictionary<string, int> _asked = new(StringComparer.OrdinalIgnoreCase);
    private readonly Task _running;

    private PostOffice(bool secure, int mostBytes)
    {
        Port = Ports.Free();
        var options = new SmtpServerOptionsBuilder()
            .ServerName("post.example")
            .MaxMessageSize(mostBytes, MaxMessageSizeHandling.Strict)
            .Endpoint(endpoint =>
            {
                endpoint.Endpoint(new IPEndPoint(IPAddress.Loopback, Port)).AllowUnsecureAuthentication(!secure);
                if (secure) endpoint.Certificate(Certificate.Value.Own).AuthenticationRequired();
            })
            .Build();
        var parts = new ServiceProvider();
        parts.Add(new Box(this));
        parts.Add((IMailboxFilterFactory)new Filter(this));
        parts.Add((IUserAuthenticatorFactory)new Door());
        parts.Add((IEndpointListenerFactory)new Promptly());
        _running = new SmtpServer.SmtpServer(options, parts).StartAsync(_closing.Token);
    }

    public int Port { get; }

    /// <summary>What it took, in order.</summary>
    public IReadOnlyList<MimeMessage> Taken => [.. _taken];

    /// <summary>What is done with each message when it is wholly there, before it is taken; the text begins with a reply code.</summary>
    public Func<MimeMessage, string?>? Verdict { get; set; }

    /// <summary>What is said to a receiver, and how many times that was asked before; the text begins with a reply code.</summary>
    public Func<string, int, string?>? Receives { get; set; }

    /// <summary>How long it thinks before it answers to a message.</summary>
    public Func<MimeMessage, TimeSpan>? Thinks { get; set; }

    /// <summary>Folder where each message is safe on disk before it is taken, as RFC 5321 wants it; <c>null</c>: in memory only.</summary>
    public string? Spool { get; set; }

    /// <summary>File with the certificate that a process must trust (<c>SSL_CERT_FILE</c>) to speak with it securely.</summary>
    public static string TrustFile => Certificate.Value.File;

    /// <summary>In the clear, without sign-in.</summary>
    public static PostOffice Open() => new(secure: false, 10_000_000);

    /// <summary>Wants STARTTLS and a sign-in.</summary>
    public static PostOffice OpenSecure(int mostBytes = 10_000_000) => new(secure: true, mostBytes);

    public async ValueTask DisposeAsync()
    {
        if (_running.IsCompleted) return;
        await _closing.CancelAsync();
        try
        {
            await _running.WaitAsync(TimeSpan.FromSeconds(5));
        }
        catch (Exception e) when (e is OperationCanceledException or TimeoutException or SocketException)
        {
            // It was told to end.
        }

        _closing.Dispose();
    }

    private static readonly Lazy<(X509Certificate2 Own, string File)> Certificate = new(() =>
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        using var made = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(2));
        var file = Path.Combine(Path.GetTempPath(), $"wisp-post-{Environment.ProcessId}.pem");
        File.WriteAllText(file, made.ExportCertificatePem());
        return (X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null), file);
    });

    private sealed class Box(PostOffice office) : MessageStore
    {
        public override async Task<SmtpResponse> SaveAsync(
            ISessionContext context, IMessageTransaction transaction, ReadOnlySequence<byte> buffer, CancellationToken cancellationToken)
        {
            using var content = new MemoryStream(buffer.ToArray());
            var message = await MimeMessage.LoadAsync(content, cancellationToken);
            // Who the envelope names, whatever the header says.
            message.Headers.Add("X-Envelope-To", string.Join(",", transaction.To.Select(to => $"{to.User}@{to.Host}")));
            message.Headers.Add("X-Envelope-From", $"{transaction.From.User}@{transaction.From.Host}");
            if (office.Thinks?.Invoke(message) is { } time) await Task.Delay(time, cancellationToken);
            if (office.Verdict?.Invoke(message) is { } refusal) return Reply(refusal);
            if (office.Spool is { } spool) Keep(Path.Combine(spool, $"{Guid.CreateVersion7():N}.eml"), buffer);
            office._taken.Enqueue(message);
            return new SmtpResponse(SmtpReplyCode.Ok, "2.0.0 taken");
        }
    }

    private static void Keep(string path, ReadOnlySequence<byte> content)
    {
        using var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write);
        RandomAccess.Write(file, content.ToArray(), 0);
        RandomAccess.FlushToDisk(file);
    }

    private sealed class Filter(PostOffice office) : MailboxFilter, IMailboxFilterFactory
    {
        public IMailboxFilter CreateInstance(ISessionContext context) => this;

        public override Task<bool> CanDeliverToAsync(ISessionContext context, IMailbox to, IMailbox from, CancellationToken cancellationToken)
        {
            var address = $"{to.User}@{to.Host}";
            var before = office._asked.AddOrUpdate(address, 0, (_, count) => count + 1);
            return office.Receives?.Invoke(address, before) is { } refusal
                ? throw new SmtpResponseException(Reply(refusal))
                : Task.FromResult(true);
        }
    }

    private static SmtpResponse Reply(string text) => new((SmtpReplyCode)int.Parse(text[..3], System.Globalization.CultureInfo.InvariantCulture), text[4..]);

    // Two small answers to one packet must not wait for each other: what is accepted inherits that from its listener.
    private sealed class Promptly : IEndpointListenerFactory
    {
        public IEndpointListener CreateListener(IEndpointDefinition endpointDefinition)
        {
            var listener = new EndpointListenerFactory().CreateListener(endpointDefinition);
            var socket = listener.GetType().GetFields(BindingFlags.NonPublic | BindingFlags.Instance).Single(field => field.FieldType == typeof(TcpListener));
            ((TcpListener)socket.GetValue(listener)!).Server.NoDelay = true;
            return listener;
        }
    }

    private sealed class Door : UserAuthenticator, IUserAuthenticatorFactory
    {
        public IUserAuthenticator CreateInstance(ISessionContext context) => this;

        public override Task<bool> AuthenticateAsync(ISessionContext context, string user, string password, CancellationToken cancellationToken) =>
            Task.FromResult(user == User && password == Password);
    }
}
