using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace Wisp.Runtime.Mail;

/// <summary>The server cannot be used at all at present; no message is to blame.</summary>
internal sealed class MailServerException(string message) : Exception(message);

/// <summary>What SMTP and IMAP servers have in common.</summary>
internal static class MailServers
{
    public static SecureSocketOptions Options(MailSecurity security) => security switch
    {
        MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
        MailSecurity.StartTls => SecureSocketOptions.StartTls,
        _ => SecureSocketOptions.None,
    };

    /// <summary>Whether it is the server, or the way to it, that failed.</summary>
    public static bool IsToBlame(Exception e) =>
        e is ProtocolException or CommandException or AuthenticationException or SslHandshakeException or ServiceNotConnectedException
            or ServiceNotAuthenticatedException or IOException or SocketException or TimeoutException or NotSupportedException;

    /// <summary>The server's own words where it said any.</summary>
    public static string Words(Exception e) => e switch
    {
        SmtpCommandException command => $"{(int)command.StatusCode} {command.Message}",
        // What is wrong with the certificate; around that stands a page of advice for programmers.
        SslHandshakeException handshake => handshake.GetBaseException().Message.Split('\n')[0].Trim(),
        _ => e.Message,
    };
}
