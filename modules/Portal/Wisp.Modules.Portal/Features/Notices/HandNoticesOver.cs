using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;
using Wisp.Contracts.Portal;
using Wisp.Modules.Portal.Data;
using Wisp.Sdk;

namespace Wisp.Modules.Portal.Features.Notices;

/// <summary>Takes one lot of one channel from claim to outcome.</summary>
[Feature]
internal sealed class HandNoticesOver(IDatabase<PortalDb> database, NoticeWays ways, TimeProvider clock, ILogger<HandNoticesOver> log)
{
    private static readonly TimeSpan[] Delays = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1)];

    /// <returns>How many were claimed; 0: none is due.</returns>
    public async Task<int> RunAsync(Guid courier, INoticeChannel channel, CancellationToken cancellationToken)
    {
        await using var claiming = await database.BeginAsync(cancellationToken);
        var claimed = await ClaimAsync(claiming, courier, channel, cancellationToken);
        if (claimed.Count == 0) return 0;
        if (channel.IsTransactional)
        {
            await RecordAsync(claiming, courier, claimed, await HandOverAsync(claiming, channel, claimed, cancellationToken));
            await claiming.CommitAsync(CancellationToken.None);
            return claimed.Count;
        }

        await claiming.CommitAsync(cancellationToken);
        await using var recording = await database.BeginAsync(CancellationToken.None);
        await RecordAsync(recording, courier, claimed, await HandOverAsync(recording, channel, claimed, cancellationToken));
        await recording.CommitAsync(CancellationToken.None);
        return claimed.Count;
    }

    // A claim must outlive a crash of the database even where commits may be lost in one.
    private async Task<List<NoticeToHandOver>> ClaimAsync(IWispTransaction transaction, Guid courier, INoticeChannel channel, CancellationToken cancellationToken) => await transaction.Connection.Sql(
        """
        with durable as (select set_config('synchronous_commit', 'on', true)),
        due as (
          select id from portal.delivery
          where state = 'queued' and channel = $1 and not_before <= $2 and expires_at > $2
          order by urgent desc, not_before
          limit $3 for update skip locked),
        claimed as (
          update portal.delivery d set state = 'sending', claimed_by = $4, attempts = attempts + 1, at = $2
          from due, durable where d.id = due.id
          returning d.id, d.notice_id, d.device_id, d.urgent, d.expires_at)
        select d.id, n.id, n.client_id, d.device_id, n.kind, d.urgent, n.url, d.expires_at, n.arguments::text
        from claimed d join portal.notice n on n.id = d.notice_id
        """, channel.Key, clock.GetUtcNow(), channel.Most, courier).ListAsync(Read, cancellationToken);

    private NoticeToHandOver Read(NpgsqlDataReader row)
    {
        var (kind, arguments) = (row.GetString(4), row.GetString(8));
        return new(
            row.GetGuid(0), row.GetGuid(1), row.GetGuid(2), row.Maybe<Guid>(3), kind, row.GetBoolean(5), row.GetString(6), row.GetFieldValue<DateTimeOffset>(7),
            culture => NoticeWriting.In(culture, ways.Find(kind), arguments));
    }

    private async Task<IReadOnlyDictionary<Guid, NoticeOutcome>> HandOverAsync(
        IWispTransaction transaction, INoticeChannel channel, List<NoticeToHandOver> notices, CancellationToken cancellationToken)
    {
        // What no module can write any more is not handed over.
        var (known, outcomes) = (notices.Where(notice => ways.Find(notice.Kind) is not null).ToList(), new Dictionary<Guid, NoticeOutcome>());
        foreach (var notice in notices.Except(known)) outcomes[notice.DeliveryId] = new NoticeOutcome(NoticeFate.Failed, $"no kind {notice.Kind}");
        known.RemoveAll(notice => !IsWritable(notice, outcomes));
        if (known.Count == 0) return outcomes;
        await transaction.Connection.Sql("savepoint handing_over").RunAsync(CancellationToken.None);
        try
        {
            foreach (var (id, outcome) in await channel.HandOverAsync(transaction, known, cancellationToken)) outcomes[id] = outcome;
        }
        catch (Exception e)
        {
            log.LogError(e, "Channel {Channel} failed to hand notices over", channel.Key);
            await transaction.Connection.Sql("rollback to savepoint handing_over").RunAsync(CancellationToken.None);
            var failed = new NoticeOutcome(channel.IsTransactional ? NoticeFate.Later : NoticeFate.Unknown, e.GetBaseException().Message);
            foreach (var notice in known) outcomes[notice.DeliveryId] = failed;
        }

        return outcomes;
    }

    private async Task RecordAsync(IWispTransaction transaction, Guid courier, List<NoticeToHandOver> claimed, IReadOnlyDictionary<Guid, NoticeOutcome> outcomes)
    {
        var ended = claimed.Select(notice => (notice.DeliveryId, Outcome: outcomes.GetValueOrDefault(notice.DeliveryId) ?? NoticeOutcome.Unknown)).ToList();
        await transaction.Connection.Sql(
            """
            update portal.delivery d set
              state = case when e.state <> 'queued' then e.state when d.attempts > cardinality($6::interval[]) then 'failed' else 'queued' end,
              claimed_by = null, last_error = left(e.error, 300), at = $5,
              not_before = case when e.state = 'queued' then $5 + greatest(e.after, ($6::interval[])[least(d.attempts, cardinality($6::interval[]))]) else d.not_before end
            from unnest($2::uuid[], $3::text[], $4::text[], $7::interval[]) as e(id, state, error, after)
            where d.id = e.id and (d.claimed_by = $1 or d.state = 'unknown')
            """,
            courier, ended.Select(one => one.DeliveryId).ToArray(), ended.Select(one => StateOf(one.Outcome.Fate)).ToArray(),
            ended.Select(one => one.Outcome.Error?.Replace("\0", "", StringComparison.Ordinal)).ToArray().As(NpgsqlDbType.Array | NpgsqlDbType.Text), clock.GetUtcNow(), Delays,
            ended.Select(one => one.Outcome.After).ToArray().As(NpgsqlDbType.Array | NpgsqlDbType.Interval)).RunAsync(CancellationToken.None);
    }

    /// <summary>One that its module cannot write fails alone, before the others are on their way.</summary>
    private bool IsWritable(NoticeToHandOver notice, Dictionary<Guid, NoticeOutcome> outcomes)
    {
        try
        {
            notice.Write("es-AR");
            return true;
        }
        catch (Exception e)
        {
            log.LogError(e, "Notice {Notice} of kind {Kind} cannot be written", notice.NoticeId, notice.Kind);
            outcomes[notice.DeliveryId] = new NoticeOutcome(NoticeFate.Failed, e.GetBaseException().Message);
            return false;
        }
    }

    private static string StateOf(NoticeFate fate) => fate switch { NoticeFate.Sent => "sent", NoticeFate.Failed => "failed", NoticeFate.Later => "queued", _ => "unknown" };
}

/// <summary>Writes notices in their receivers' languages.</summary>
internal static class NoticeWriting
{
    public static NoticeWords In(string culture, INoticeKind? kind, string arguments)
    {
        var before = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            return Here(kind, arguments);
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = before;
        }
    }

    /// <summary>In the present culture. One that no module can write any more is shown by its kind's key.</summary>
    public static NoticeWords Here(INoticeKind? kind, string arguments)
    {
        using var read = JsonDocument.Parse(arguments);
        return kind?.Write(read.RootElement) ?? new NoticeWords("–", "");
    }
}
