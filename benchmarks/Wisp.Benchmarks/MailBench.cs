using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using Npgsql;
using Wisp.Sdk;
using Wisp.Testing;

namespace Wisp.Benchmarks;

/// <summary>
/// 2,000 messages through the ledger, from the commit that queues them to the last answer on record, against a bare MailKit loop that
/// sends the same texts over one connection to the same server.
/// </summary>
internal static class MailBench
{
    private const int Messages = 2000;
    private const int Rounds = 3;

    public static async Task<IReadOnlyList<Measure>> RunAsync()
    {
        await using var database = await TestDatabase.CloneAsync();
        await using var office = PostOffice.Open();
        office.Spool = Directory.CreateTempSubdirectory("wisp-spool-").FullName;
        await using var connection = await database.OpenAsync();
        await connection.Sql(
            """
            insert into host.setting (key, value) values ('host.mail', jsonb_build_object('host', '127.0.0.1', 'port', $1, 'security', 0, 'user', '', 'password', '',
              'from', 'avisos@isp.example', 'fromName', '', 'replyTo', '', 'siteAddress', ''))
            """, office.Port).RunAsync();
        await using var worker = await WorkerProcess.StartAsync(database);
        await LedgerAsync(connection, 100);
        var (ledgers, bares) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            bares.Add(await BareAsync(office));
            ledgers.Add(await LedgerAsync(connection, Messages));
        }

        Directory.Delete(office.Spool, recursive: true);
        var (ledger, bare) = (Medians.Of(ledgers), Medians.Of(bares));
        return [new Measure("mail", ledger / bare, 1.3, string.Create(CultureInfo.InvariantCulture, $"ledger {ledger:0.00} s, bare loop {bare:0.00} s, {Messages / ledger:0} messages/s"))];
    }

    private static async Task<double> LedgerAsync(NpgsqlConnection connection, int count)
    {
        var begun = await connection.Sql(
            """
            with queued as (
              select count(host.queue_mail('host.test', 'banco-' || n || '@cliente.example', 'Cliente ' || n, 'es-AR', null, '{}', null, null, null, null))
              from generate_series(1, $1) n)
            select clock_timestamp() from queued
            """, count).ValueAsync<DateTime>();
        await Eventually.BecomesAsync(
            () => connection.Sql("select count(*) from host.mail where state <> 'handed_over'").ValueAsync<long>(), left => left == 0, 300);
        return await connection.Sql("select extract(epoch from max(ended_at) - $1)::float8 from host.mail", begun).ValueAsync<double>();
    }

    private static async Task<double> BareAsync(PostOffice office)
    {
        var model = office.Taken[0];
        var (html, text) = (model.HtmlBody!, model.TextBody!);
        using var client = new SmtpClient();
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync("127.0.0.1", office.Port);
        await client.ConnectAsync(socket, "127.0.0.1", office.Port, SecureSocketOptions.None);
        var start = Stopwatch.GetTimestamp();
        for (var n = 1; n <= Messages; n++)
        {
            using var message = new MimeMessage
            {
                Subject = model.Subject!,
                Body = new MultipartAlternative { new TextPart("plain") { Text = text }, new TextPart("html") { Text = html } },
            };
            message.From.Add(new MailboxAddress("Mi ISP", "avisos@isp.example"));
            message.To.Add(new MailboxAddress($"Cliente {n}", $"banco-{n}@cliente.example"));
            await client.SendAsync(message);
        }

        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        await client.DisconnectAsync(quit: true);
        return seconds;
    }
}
