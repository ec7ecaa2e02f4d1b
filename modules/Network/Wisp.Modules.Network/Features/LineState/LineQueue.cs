using System.Net;
using Npgsql;
using NpgsqlTypes;
using Wisp.Modules.Network.Data;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Features.LineState;

/// <summary>
/// The queue of lines that wait to be told. A line is claimed by one worker at a time and only for a while, so that no two requests of one
/// contract are on their way at once and a killed worker's are taken over. Its times are the database's.
/// </summary>
[Feature]
internal sealed class LineQueue(IDatabase<NetworkDb> database)
{
    private const int MostAtOnce = 256;

    /// <summary>
    /// Lines without a session from before the change need nothing told: the next one begins, or began, as wanted. Only after a moment, because
    /// a session that was let in just before the change may not have been accounted yet.
    /// </summary>
    public Task<int> SettleAsync(TimeSpan moment, CancellationToken cancellationToken) => database.Source.Sql(
        """
        update network.line l
        set applied_number = l.wanted_number, applied_at = now(), applied_state = c.state, needs = 0, tries = 0, last_error = null, last_error_at = null
        from network.contract c
        where c.id = l.contract_id and l.contract_id in (
          select d.contract_id from network.line d
          where d.applied_number < d.wanted_number and d.next_try_at <= now() and d.wanted_at <= now() - $1
            and (d.claimed_until is null or d.claimed_until < now())
            and not exists (select from network.session s where s.contract_id = d.contract_id and s.ended_at is null and s.started_at <= d.wanted_at + $1)
          order by d.contract_id limit 10000 for update skip locked)
        """, moment).RunAsync(cancellationToken);

    /// <summary>Takes lines that are due and have a session from before the change, but none on the access servers that are busy.</summary>
    public async Task<IReadOnlyList<ClaimedLine>> ClaimAsync(IReadOnlyCollection<Guid> busy, TimeSpan hold, TimeSpan moment, CancellationToken cancellationToken)
    {
        var claimed = await database.Source.Sql(
            $"""
            with due as (
              select l.contract_id from network.line l
              where l.applied_number < l.wanted_number and l.next_try_at <= now() and (l.claimed_until is null or l.claimed_until < now())
                and exists (select from network.session s where s.contract_id = l.contract_id and s.ended_at is null and s.started_at <= l.wanted_at + $3)
                and not exists (select from network.session s where s.contract_id = l.contract_id and s.ended_at is null and s.server_id = any ($1))
              order by l.next_try_at limit {MostAtOnce} for update skip locked)
            update network.line l set claimed_until = now() + $2 from due where due.contract_id = l.contract_id
            returning l.contract_id, l.wanted_number, l.needs, l.wanted_at
            """, busy.ToArray().As(NpgsqlDbType.Array | NpgsqlDbType.Uuid), hold, moment)
            .ListAsync(row => (Contract: row.GetGuid(0), Number: row.GetInt64(1), Needs: row.GetInt16(2), WantedAt: row.GetFieldValue<DateTimeOffset>(3)), cancellationToken);
        if (claimed.Count == 0) return [];

        // In a statement of its own: what it reads is then never older than the number that it is noted under.
        var rows = await database.Source.Sql(
            """
            select d.contract_id, d.wanted_number, c.state,
                   d.needs = 1 or d.needs = 2 and (select alerted from network.radius_policy) = 'serve', (select l.tries from network.line l where l.contract_id = d.contract_id), p.down_kbps, p.up_kbps,
                   s.id, s.server_id, v.address, coalesce(v.coa_port, 0), v.secret, s.session_id, s.username, s.nas_ip, s.framed_ip
            from unnest($1::uuid[], $2::bigint[], $3::smallint[], $4::timestamptz[]) d (contract_id, wanted_number, needs, wanted_at)
            join network.contract c on c.id = d.contract_id
            join network.plan p on p.id = c.plan_id
            join network.session s on s.contract_id = d.contract_id and s.ended_at is null and s.started_at <= d.wanted_at + $5
            left join network.server v on v.id = s.server_id and v.archived_at is null
            order by d.wanted_number, s.started_at
            """, claimed.Select(line => line.Contract).ToArray(), claimed.Select(line => line.Number).ToArray(), claimed.Select(line => line.Needs).ToArray(),
            claimed.Select(line => line.WantedAt).ToArray(), moment)
            .ListAsync(row => (Line: Line(row), Session: Session(row)), cancellationToken);
        return [.. rows.GroupBy(row => row.Line.ContractId, (_, of) => of.First().Line with { Sessions = [.. of.Select(row => row.Session)] })];
    }

    /// <summary>Notes that it was told. What was wanted meanwhile stays to be told.</summary>
    public Task AppliedAsync(ClaimedLine line, CancellationToken cancellationToken) => database.Source.Sql(
        """
        update network.line l
        set applied_number = $2, applied_at = now(), applied_state = $3, needs = case when wanted_number = $2 then 0 else needs end,
            tries = 0, claimed_until = null, last_error = null, last_error_at = null
        where contract_id = $1
        """, line.ContractId, line.Number, line.State).RunAsync(cancellationToken);

    /// <summary>Notes why it failed, and when to try again; at once when something else is wanted meanwhile.</summary>
    public Task FailedAsync(ClaimedLine line, string error, TimeSpan pause, CancellationToken cancellationToken) => database.Source.Sql(
        """
        update network.line l
        set tries = tries + 1, claimed_until = null, last_error = $3, last_error_at = now(),
            next_try_at = case when wanted_number = $2 then now() + $4 else next_try_at end
        where contract_id = $1
        """, line.ContractId, line.Number, error, pause).RunAsync(cancellationToken);

    /// <summary>The access server says that there is no such session: its Stop was lost.</summary>
    public Task GoneAsync(LineSession session, CancellationToken cancellationToken) => database.Source.Sql(
        "update network.session set ended_at = last_at, end_cause = 'Lost' where id = $1 and ended_at is null", session.Id).RunAsync(cancellationToken);

    private static ClaimedLine Line(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetInt64(1), row.GetString(2), row.GetBoolean(3), row.GetInt32(4), row.GetInt32(5), row.GetInt32(6), []);

    private static LineSession Session(NpgsqlDataReader row) => new(
        row.GetGuid(7), row.Maybe<Guid>(8), row.Text(9), row.GetInt32(10), row.Text(11), row.GetString(12), row.Text(13),
        row.GetFieldValue<IPAddress>(14), row.IsDBNull(15) ? null : row.GetFieldValue<IPAddress>(15));
}
