using Microsoft.Extensions.Localization;
using Npgsql;
using Wisp.Modules.Portal.Data;
using Wisp.Modules.Portal.Features.Accesses;
using Wisp.Modules.Portal.Features.Links;
using Wisp.Modules.Portal.Features.Settings;
using Wisp.Sdk;

namespace Wisp.Modules.Portal.Features.AccessList;

/// <summary>What is sent: to whom, and the clients that there were when it was asked for.</summary>
internal sealed record SendLinks(AccessFilter Filter, Guid Last, long Total);

/// <param name="After">The last client that was written to.</param>
internal sealed record SendLinksCursor(Guid After, long Sent);

/// <summary>
/// Mails a link to each client of a filter: in the order of clients, each one once, whatever breaks off in between. Who signed in meanwhile and is no
/// longer of the filter gets none.
/// </summary>
internal sealed class SendLinksJob(OneTimeLinks links, ReadPortal portal, IMail mail, IIsp isp, IStringLocalizer<SelfText> text, TimeProvider clock) : IJob
{
    public const string Key = "portal.send-links";
    private const int ClientsAtOnce = 500;

    public async Task<StepResult> StepAsync(JobStep step, CancellationToken cancellationToken)
    {
        if (await portal.LinkAsync("", cancellationToken) is null || !await mail.IsSetUpAsync(cancellationToken)) return StepResult.Fail(text["send.not-set-up"]);
        var (wanted, cursor) = (step.Arguments<SendLinks>(), step.Cursor<SendLinksCursor>() ?? new SendLinksCursor(Guid.Empty, 0));
        var connection = step.Transaction.Connection;
        var chosen = await ChooseAsync(connection, wanted, cursor.After, cancellationToken);
        if (chosen.Count == 0) return StepResult.Done();
        await AccessRows.EnsureAsync(step.Transaction, [.. chosen.Select(one => one.Id)], clock.GetUtcNow(), cancellationToken);
        var settings = await portal.ReadAsync(cancellationToken);
        var made = await links.MakeAsync(step.Transaction, [.. chosen.Select(one => one.Id)], cancellationToken);
        await mail.QueueAllAsync(
            connection,
            [
                .. chosen.Zip(made.Paths, (client, link) => new MailRequest(PortalLink.Kind, client.Email, new PortalLink(client.Name, settings.Name, (int)OneTimeLinks.OperatorLife.TotalHours, ByOperator: true))
                {
                    Name = client.Name, SubjectId = client.Id, SecretsExpire = made.Until, Once = $"{step.JobId:N}-{client.Id:N}",
                    Secrets = new Dictionary<string, string> { [PortalLink.Secret] = settings.Address + link },
                }),
            ], cancellationToken);
        var next = new SendLinksCursor(chosen[^1].Id, cursor.Sent + chosen.Count);
        await step.ReportAsync(new JobCounts(next.Sent, wanted.Total, 0, 0), text["send.sent", next.Sent]);
        return StepResult.Continue(next);
    }

    private async Task<List<(Guid Id, string Name, string Email)>> ChooseAsync(NpgsqlConnection connection, SendLinks wanted, Guid after, CancellationToken cancellationToken)
    {
        List<object?> values = [after, wanted.Last];
        var conditions = wanted.Filter.Sql(ListAccesses.Adding(values), (await isp.SettingsAsync(cancellationToken)).TimeZone);
        return await connection.Sql(
            $"""
            select k.id, k.name, k.email from clients.clients_v1 k {ListAccesses.Join(wanted.Filter)} portal.access a on a.id = k.id
            where k.id > $1 and k.id <= $2 and {conditions} and {ListAccesses.Reachable} order by k.id limit {ClientsAtOnce}
            """, [.. values]).ListAsync(row => (row.GetGuid(0), row.GetString(1), row.GetString(2)), cancellationToken);
    }
}

/// <summary>Begins a mass mailing.</summary>
[Feature]
internal sealed class BeginSendLinks(IDatabase<PortalDb> database, ListAccesses list, IJobs jobs)
{
    public async Task<Guid?> RunAsync(AccessFilter filter, CancellationToken cancellationToken)
    {
        var reach = await list.ReachAsync(filter, cancellationToken);
        if (reach.Reached == 0) return null;
        await using var transaction = await database.BeginAsync(cancellationToken);
        var last = await transaction.Connection.Sql("select id from clients.clients_v1 order by id desc limit 1").ValueAsync<Guid>(cancellationToken);
        var job = await jobs.EnqueueAsync(
            transaction.Connection, new JobRequest(SendLinksJob.Key, new SendLinks(filter, last, reach.Reached)) { ReturnUrl = "/subscribers" }, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return job;
    }
}
