using System.Net.Sockets;
using System.Text.RegularExpressions;
using MailKit.Net.Smtp;
using MimeKit;

namespace Wisp.Runtime.Mail;

/// <summary>One connection to the SMTP server, kept while there is work.</summary>
internal sealed partial class SmtpLink(MailSettings settings, string password, TimeSpan patience) : IAsyncDisposable
{
    // Certificates of small servers name no list of revoked ones, and mail servers do not look either.
    private readonly Client _client = new(patience) { CheckCertificateRevocation = false };

    // What this connection has taken: one that works and then ends is no trouble, many servers end it after so many messages.
    private int _taken;

    public MailSettings Settings => settings;

    /// <summary>A further connection to the same server, not yet open.</summary>
    public SmtpLink Another() => new(settings, password, patience);

    /// <summary>Connects and signs in, unless that is done.</summary>
    /// <exception cref="MailServerException">The server does not answer, is not secure, or does not let us in: in its own words.</exception>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        if (_client is { IsConnected: true } && (settings.User.Length == 0 || _client.IsAuthenticated)) return;
        _taken = 0;
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

            await _client.ConnectAsync(socket, settings.Host, settings.Port, MailServers.Options(settings.Security), limit.Token);
            if (settings.User.Length > 0) await _client.AuthenticateAsync(settings.User, password, limit.Token);
        }
        catch (Exception e) when (MailServers.IsToBlame(e) || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            await CloseAsync();
            throw new MailServerException(e is OperationCanceledException ? new TimeoutException().Message : MailServers.Words(e));
        }
    }

    /// <summary>Hands one message over; over a fresh connection, when this one has taken others and then failed.</summary>
    /// <exception cref="MailServerException">The server cannot be used for any message, and surely does not have this one.</exception>
    public async Task<Outcome> SendAsync(MimeMessage message, MailboxAddress sender, MailboxAddress receiver, CancellationToken cancellationToken)
    {
        var worked = _client.IsConnected && _taken > 0;
        var outcome = await TryAsync(message, sender, receiver, cancellationToken);
        if (outcome.Trouble is null) return outcome;
        // After a 421 some servers leave their end open.
        await CloseAsync();
        return worked && outcome.Fate == Fate.Delayed ? await TryAsync(message, sender, receiver, cancellationToken) : outcome;
    }

    private async Task<Outcome> TryAsync(MimeMessage message, MailboxAddress sender, MailboxAddress receiver, CancellationToken cancellationToken)
    {
        await OpenAsync(cancellationToken);
        _client.Begin();
        try
        {
            var words = await _client.SendAsync(FormatOptions.Default, message, sender, [receiver], CancellationToken.None);
            _taken++;
            return new Outcome(Fate.HandedOver, words);
        }
        catch (SmtpCommandException e)
        {
            await CloseIfGoneAsync();
            return Judge(e);
        }
        catch (NotSupportedException e)
        {
            // An address with letters that this server cannot write.
            await CloseIfGoneAsync();
            return new Outcome(Fate.Refused, e.Message);
        }
        catch (Exception e)
        {
            // The connection broke, or something that nobody thought of: the message is told as it is, and the others are not risked.
            var mayHaveIt = _client.MayHaveIt;
            await CloseAsync();
            return new Outcome(mayHaveIt ? Fate.Unknown : Fate.Delayed, MailServers.Words(e)) { Trouble = MailServers.Words(e) };
        }
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        _client.Dispose();
    }

    private Outcome Judge(SmtpCommandException e)
    {
        var (code, words) = ((int)e.StatusCode, $"{(int)e.StatusCode} {e.Message}");
        // Our own address is refused in every message.
        if (e.ErrorCode == SmtpErrorCode.SenderNotAccepted && code is >= 500 and not 552) throw new MailServerException(words);
        // 421 ends the connection, whatever it was said to.
        if (code == 421 || (e.ErrorCode == SmtpErrorCode.SenderNotAccepted && code < 500)) return new Outcome(Fate.Delayed, words) { Trouble = words };
        if (code is >= 400 and < 500) return new Outcome(Fate.Delayed, words);
        if (e.ErrorCode != SmtpErrorCode.RecipientNotAccepted) return new Outcome(Fate.Refused, words);
        // 5.7.x is about what we may do, not about the address; said to the first message of a connection, it is said to all.
        if (!Policy().IsMatch(e.Message)) return new Outcome(Fate.Refused, words, Bounced: true);
        return _taken > 0 ? new Outcome(Fate.Refused, words) : new Outcome(Fate.Delayed, words) { Trouble = words };
    }

    [GeneratedRegex(@"^\s*5\.7\.\d|\brelay", RegexOptions.IgnoreCase)]
    private static partial Regex Policy();

    private async Task CloseIfGoneAsync()
    {
        if (!_client.IsConnected) return;
        try
        {
            using var limit = new CancellationTokenSource(patience);
            await _client.NoOpAsync(limit.Token);
        }
        catch (Exception e) when (MailServers.IsToBlame(e) || e is OperationCanceledException)
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
        catch (Exception e) when (MailServers.IsToBlame(e) || e is OperationCanceledException)
        {
            // It is gone, which is what was wanted.
        }
    }

    /// <summary>
    /// Tells from when on the server may have the message: once it accepted the receiver, what follows may reach it. From then on it is
    /// given the time that the standard wants, since it may look for viruses before it answers.
    /// </summary>
    private sealed class Client : SmtpClient
    {
        private readonly TimeSpan _patience;

        public Client(TimeSpan patience)
        {
            _patience = patience;
            Begin();
        }

        public bool MayHaveIt { get; private set; }

        public void Begin()
        {
            MayHaveIt = false;
            Timeout = (int)_patience.TotalMilliseconds;
        }

        protected override void OnRecipientAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response)
        {
            MayHaveIt = true;
            Timeout = 10 * (int)_patience.TotalMilliseconds;
            base.OnRecipientAccepted(message, mailbox, response);
        }
    }
}
