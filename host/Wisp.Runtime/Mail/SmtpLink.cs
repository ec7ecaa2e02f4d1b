using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Wisp.Runtime.Mail;

/// <summary>The server cannot be used at all at present; no message is to blame.</summary>
internal sealed class MailServerException(string message) : Exception(message);

/// <summary>One connection to the SMTP server, kept while there is work.</summary>
internal sealed class SmtpLink(MailSettings settings, string password, TimeSpan patience) : IAsyncDisposable
{
    // Certificates of small servers name no list of revoked ones, and mail servers do not look either.
    private readonly Client _client = new() { Timeout = (int)patience.TotalMilliseconds, CheckCertificateRevocation = false };

    public MailSettings Settings => settings;

    /// <summary>Connects and signs in, unless that is done.</summary>
    /// <exception cref="MailServerException">The server does not answer, is not secure, or does not let us in: in its own words.</exception>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        if (_client is { IsConnected: true } && (settings.User.Length == 0 || _client.IsAuthenticated)) return;
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(patience);
            // Nagle's wait for the other side's acknowledgement costs 40 ms a message. (The client owns the socket from here on.)
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(settings.Host, settings.Port, limit.Token);
            }
            catch
            {
                socket.Dispose();
                throw;
            }

            await _client.ConnectAsync(socket, settings.Host, settings.Port, Options(settings.Security), limit.Token);
            if (settings.User.Length > 0) await _client.AuthenticateAsync(settings.User, password, limit.Token);
        }
        catch (Exception e) when (IsOfServer(e) || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            await CloseAsync();
            throw new MailServerException(e is OperationCanceledException ? new TimeoutException().Message : Words(e));
        }
    }

    /// <summary>Hands one message over.</summary>
    /// <exception cref="MailServerException">The server is to blame, and surely does not have the message.</exception>
    public async Task<Outcome> SendAsync(MimeMessage message, MailboxAddress sender, MailboxAddress receiver, CancellationToken cancellationToken)
    {
        await OpenAsync(cancellationToken);
        _client.MayHaveIt = false;
        try
        {
            using var limit = new CancellationTokenSource(patience);
            return new Outcome(Fate.HandedOver, await _client.SendAsync(FormatOptions.Default, message, sender, [receiver], limit.Token));
        }
        catch (SmtpCommandException e)
        {
            await ResetAsync();
            return Judge(e);
        }
        catch (NotSupportedException e)
        {
            // An address with letters that this server cannot write.
            await ResetAsync();
            return new Outcome(Fate.Refused, e.Message);
        }
        catch (Exception e) when (IsOfServer(e) || e is OperationCanceledException)
        {
            var mayHaveIt = _client.MayHaveIt;
            await CloseAsync();
            var words = e is OperationCanceledException ? new TimeoutException().Message : Words(e);
            return mayHaveIt ? new Outcome(Fate.Unknown, words) : throw new MailServerException(words);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        _client.Dispose();
    }

    // 421 closes the connection, and a sender who is refused is refused in every message: both are the server's matter.
    private static Outcome Judge(SmtpCommandException e)
    {
        var (code, words) = ((int)e.StatusCode, $"{(int)e.StatusCode} {e.Message}");
        if (code == 421 || e.ErrorCode == SmtpErrorCode.SenderNotAccepted && code != 552) throw new MailServerException(words);
        return code is >= 400 and < 500
            ? new Outcome(Fate.Delayed, words)
            : new Outcome(Fate.Refused, words, Bounced: e.ErrorCode == SmtpErrorCode.RecipientNotAccepted);
    }

    internal static SecureSocketOptions Options(MailSecurity security) => security switch
    {
        MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
        MailSecurity.StartTls => SecureSocketOptions.StartTls,
        _ => SecureSocketOptions.None,
    };

    internal static bool IsOfServer(Exception e) =>
        e is ProtocolException or CommandException or AuthenticationException or SslHandshakeException or ServiceNotConnectedException
            or ServiceNotAuthenticatedException or IOException or SocketException or TimeoutException or NotSupportedException;

    internal static string Words(Exception e) => e switch
    {
        SmtpCommandException command => $"{(int)command.StatusCode} {command.Message}",
        SslHandshakeException handshake => handshake.Message.Split('\n')[0].Trim(),
        _ => e.Message,
    };

    private async Task ResetAsync()
    {
        if (!_client.IsConnected) return;
        try
        {
            using var limit = new CancellationTokenSource(patience);
            await _client.NoOpAsync(limit.Token);
        }
        catch (Exception e) when (IsOfServer(e) || e is OperationCanceledException)
        {
            await CloseAsync();
        }
    }

    private async Task CloseAsync()
    {
        if (!_client.IsConnected) return;
        try
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(2));
            await _client.DisconnectAsync(quit: true, limit.Token);
        }
        catch (Exception e) when (IsOfServer(e) || e is OperationCanceledException)
        {
            // It is gone, which is what was wanted.
        }
    }

    /// <summary>Tells from when on the server may have the message: once it accepted the receiver, what follows may reach it.</summary>
    private sealed class Client : SmtpClient
    {
        public bool MayHaveIt { get; set; }

        protected override void OnRecipientAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response)
        {
            MayHaveIt = true;
            base.OnRecipientAccepted(message, mailbox, response);
        }
    }
}
