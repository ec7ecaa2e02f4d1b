using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using MailKit.Net.Imap;
using MailKit.Security;
using MimeKit;

namespace Wisp.Testing;

/// <summary>A real IMAP server (Dovecot) with one mailbox, in a folder of its own and without any rights.</summary>
public sealed class Mailbox : IAsyncDisposable
{
    public const string User = "devueltos";
    public const string Password = "clave-de-devueltos";

    private readonly Process _server;
    private readonly string _folder;

    private Mailbox(Process server, string folder, int port) => (_server, _folder, Port) = (server, folder, port);

    public int Port { get; }

    public static async Task<Mailbox> OpenAsync()
    {
        // Dovecot never serves a mailbox of root; PostgreSQL's user is there in any case.
        var user = Environment.UserName == "root" ? "postgres" : Environment.UserName;
        var folder = Directory.CreateTempSubdirectory("wisp-mailbox-").FullName;
        var port = Ports.Free();
        await File.WriteAllTextAsync(Path.Combine(folder, "dovecot.conf"), Settings(folder, user, port));
        var start = new ProcessStartInfo(user == "postgres" ? "setpriv" : "/usr/sbin/dovecot") { RedirectStandardError = true };
        if (user == "postgres")
        {
            await RunAsync("chown", "-R", "postgres:", folder);
            foreach (var argument in (string[])["--reuid=postgres", "--regid=postgres", "--init-groups", "--", "/usr/sbin/dovecot"]) start.ArgumentList.Add(argument);
        }

        foreach (var argument in (string[])["-F", "-c", Path.Combine(folder, "dovecot.conf")]) start.ArgumentList.Add(argument);
        var box = new Mailbox(Process.Start(start)!, folder, port);
        await Eventually.BecomesAsync(box.AnswersAsync, answers => answers, 20);
        return box;
    }

    /// <summary>Puts a message into the inbox.</summary>
    public async Task PutAsync(MimeMessage message)
    {
        using var client = await SignedInAsync();
        await client.Inbox!.AppendAsync(new MailKit.AppendRequest(message, MailKit.MessageFlags.None));
        await client.DisconnectAsync(quit: true);
    }

    /// <summary>Subjects of what nobody has read.</summary>
    public async Task<IReadOnlyList<string>> UnreadAsync()
    {
        using var client = await SignedInAsync();
        await client.Inbox!.OpenAsync(MailKit.FolderAccess.ReadOnly);
        var uids = await client.Inbox.SearchAsync(MailKit.Search.SearchQuery.NotSeen);
        var subjects = new List<string>();
        foreach (var uid in uids) subjects.Add((await client.Inbox.GetMessageAsync(uid)).Subject ?? "");
        await client.DisconnectAsync(quit: true);
        return subjects;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_server.HasExited) _server.Kill(entireProcessTree: true);
        await _server.WaitForExitAsync();
        _server.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<bool> AnswersAsync()
    {
        if (_server.HasExited) throw new InvalidOperationException(await _server.StandardError.ReadToEndAsync());
        try
        {
            using var client = await SignedInAsync();
            return true;
        }
        catch (Exception e) when (e is SocketException or IOException or ImapProtocolException or AuthenticationException)
        {
            return false;
        }
    }

    private async Task<ImapClient> SignedInAsync()
    {
        var client = new ImapClient();
        await client.ConnectAsync("127.0.0.1", Port, SecureSocketOptions.None);
        await client.AuthenticateAsync(User, Password);
        return client;
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        await process.WaitForExitAsync();
    }

    private static string Settings(string folder, string user, int port) =>
        $$"""
        base_dir = {{folder}}/run
        state_dir = {{folder}}/state
        log_path = {{folder}}/log
        protocols = imap
        listen = 127.0.0.1
        ssl = no
        disable_plaintext_auth = no
        default_internal_user = {{user}}
        default_internal_group = {{(user == "postgres" ? "postgres" : Group())}}
        default_login_user = {{user}}
        mail_location = maildir:{{folder}}/mail
        mail_home = {{folder}}
        first_valid_uid = 1
        service anvil {
          chroot =
        }
        service stats {
          chroot =
        }
        service imap-login {
          chroot =
          inet_listener imap {
            port = {{port.ToString(CultureInfo.InvariantCulture)}}
          }
          inet_listener imaps {
            port = 0
          }
        }
        passdb {
          driver = static
          args = password={{Password}}
        }
        userdb {
          driver = static
          args = uid={{user}} gid={{(user == "postgres" ? "postgres" : Group())}} home={{folder}}
        }

        """;

    private static string Group()
    {
        using var process = Process.Start(new ProcessStartInfo("id", "-gn") { RedirectStandardOutput = true })!;
        return process.StandardOutput.ReadToEnd().Trim();
    }
}
