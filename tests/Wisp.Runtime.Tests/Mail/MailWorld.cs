using Npgsql;
using Wisp.Runtime.Mail;
using Wisp.Runtime.Tests.Jobs;

namespace Wisp.Runtime.Tests.Mail;

/// <summary>For a class of tests: the fixture's database, and mail in it.</summary>
public sealed class MailWorld : IAsyncLifetime
{
    private readonly WorkDatabase _work = new();

    public TestDatabase Database => _work.Database;

    internal RuntimeProcess Runtime => _work.Runtime;

    public Task InitializeAsync() => _work.InitializeAsync();

    public Task DisposeAsync() => _work.DisposeAsync();

    /// <summary>Names the server; <c>null</c> takes it away.</summary>
    public Task UseAsync(int? port, MailSecurity security = MailSecurity.None, string user = "", string password = "") =>
        Runtime.Get<ISettings>().SetAsync(
            MailSettings.Key,
            port is { } number
                ? new MailSettings("127.0.0.1", number, security, user, Runtime.Get<MailSecrets>().ProtectPassword(password), "avisos@isp.example", "", "", "https://isp.example")
                : MailSettings.None);

    /// <summary>A worker that speaks with servers of this machine, and is quick to lose patience.</summary>
    public Task<WorkerProcess> WorkAsync(double waitFactor = 0.02, bool trusts = true) =>
        WorkerProcess.StartAsync(Database, [.. Settings(waitFactor).Where(setting => trusts || setting.Key != "SSL_CERT_FILE")]);

    /// <summary>What such a worker is told.</summary>
    public static (string Key, string Value)[] Hasty => Settings(0.02);

    private static (string Key, string Value)[] Settings(double waitFactor) =>
    [
        ("Wisp__ModulesPath", ModulesFolder.WithWork), ("SSL_CERT_FILE", PostOffice.TrustFile),
        ("Wisp__WaitFactor", waitFactor.ToString(System.Globalization.CultureInfo.InvariantCulture)),
    ];

    public async Task<Guid?> QueueAsync(string address, string subject = "Una nota", Func<MailRequest, MailRequest>? with = null, bool broken = false)
    {
        await using var transaction = await Runtime.Connections.BeginAsync("work", CancellationToken.None);
        var request = new MailRequest("work.note", address, new { Subject = subject, Text = $"Para {address} & más", Broken = broken });
        var id = await Runtime.Get<IMail>().QueueAsync(transaction.Connection, with?.Invoke(request) ?? request);
        await transaction.CommitAsync();
        return id;
    }

    /// <summary>Queues notes to <c>nombre-0…</c> in one statement, as a module does for a set.</summary>
    public Task QueueManyAsync(string name, int count) =>
        Runtime.Work.Sql(
            """
            select count(host.queue_mail(
              'work.note', $1 || '-' || n || '@cliente.example', null, 'es-AR', null, jsonb_build_object('subject', 'Nota ' || n, 'text', 'Texto'), null, null, $1 || n, null))
            from generate_series(0, $2 - 1) n
            """, name, count).RunAsync();

    public async Task<Row> EndedAsync(Guid? id, int seconds = 60) =>
        await Eventually.BecomesAsync(() => ReadAsync(id!.Value), row => row.State is not ("queued" or "sending"), seconds);

    public async Task<Row> ReadAsync(Guid id)
    {
        await using var connection = await Database.OpenAsync();
        return (await connection.Sql(
            """
            select state, coalesce(answer, ''), coalesce(subject, ''), attempts, bounced_at is not null, secrets is not null,
              (select coalesce(string_agg(what, ',' order by no), '') from host.mail_event where mail_id = mail.id)
            from host.mail where id = $1
            """, id).ListAsync(row => new Row(row.GetString(0), row.GetString(1), row.GetString(2), row.GetInt32(3), row.GetBoolean(4), row.GetBoolean(5), row.GetString(6))))
            .Single();
    }

    public Task<long> CountAsync(string state, string like) =>
        Database.ValueAsync<long>("select count(*) from host.mail where state = $1 and address like $2", state, like);

    public Task<string?> FailureAsync() => Database.ValueAsync<string>("select failure from host.mail_server");

    public sealed record Row(string State, string Answer, string Subject, int Attempts, bool Bounced, bool HasSecret, string Events);
}
