using Npgsql;
using NpgsqlTypes;
using Wisp.Modules.Clients.Data;
using Wisp.Modules.Clients.Features.BulkUpdate;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.ClientHistory;

/// <summary>Changes of a client and of what other modules keep for it, from the host's audit (PANEL-08).</summary>
[Feature]
internal sealed class ClientHistory(IDatabase<ClientsDb> database, BulkStore bulks, ForeignWords foreign, IIsp isp)
{
    private const int Entries = 20;

    /// <param name="clientId">The client.</param>
    /// <param name="filter">What to show.</param>
    /// <param name="withOptions">Whether the filter is drawn, whose options are read from the whole history.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public async Task<HistoryPage> RunAsync(Guid clientId, HistoryFilter filter, bool withOptions, CancellationToken cancellationToken)
    {
        var (table, column) = filter.Field?.Split(':') is [var named, var field] ? (named, field) : (filter.Field, filter.Field);
        var zone = (await isp.SettingsAsync(cancellationToken)).TimeZone;
        var hidden = await foreign.HiddenAsync(clientId, cancellationToken);
        var lines = await database.Source.Sql(
            """
            with entry as (
                select * from host.audit_v1 a
                where a.subject_id = $1 and ($2 is null or a.id < $2)
                  and ($4 is null or (a.schema_name || '.' || a.table_name = $4 and (a.old ? $5 or a.new ? $5)))
                  and ($6 is null or a.actor = $6)
                  and ($7 is null or a.at >= $7::timestamp at time zone $10)
                  and ($8 is null or a.at < ($8 + 1)::timestamp at time zone $10)
                  and ($9 is null or a.batch_id = $9)
                  and a.schema_name || '.' || a.table_name <> all ($11)
                order by a.id desc
                limit $3
            )
            select e.id, e.at, e.schema_name || '.' || e.table_name, e.action = 'I', f.name, e.old ->> f.name, e.new ->> f.name,
                   e.actor, e.channel, e.batch_id
            from entry e
            cross join lateral (
                select jsonb_object_keys(e.old) union select jsonb_object_keys(e.new)) f (name)
            where $5 is null or f.name = $5
            order by e.id desc, f.name
            """,
            clientId, filter.Before.As(NpgsqlDbType.Bigint), Entries + 1, table.As(NpgsqlDbType.Text), column.As(NpgsqlDbType.Text),
            filter.Who.As(NpgsqlDbType.Text), filter.From.As(NpgsqlDbType.Date), filter.To.As(NpgsqlDbType.Date), filter.Batch.As(NpgsqlDbType.Uuid), zone, hidden)
            .ListAsync(Read, cancellationToken);

        var entries = lines.Select(l => l.Entry).Distinct().ToList();
        long? older = entries.Count > Entries ? entries[Entries - 1] : null;
        if (older is { } last) lines.RemoveAll(l => l.Entry < last);
        return new HistoryPage(await foreign.SayAsync(await NamedAsync(lines, cancellationToken), cancellationToken), older)
        {
            Actors = withOptions ? await ActorsAsync(clientId, hidden, cancellationToken) : [],
            Fields = withOptions ? await FieldsAsync(clientId, hidden, cancellationToken) : [],
            Bulks = await bulks.OfBatchesAsync([.. lines.Select(line => line.Batch).OfType<Guid>().Distinct()], cancellationToken),
        };
    }

    private Task<List<string>> ActorsAsync(Guid clientId, string[] hidden, CancellationToken cancellationToken) => database.Source.Sql(
        """
        select distinct a.actor
        from host.audit_v1 a
        where a.subject_id = $1 and a.schema_name || '.' || a.table_name <> all ($2)
        order by a.actor
        limit 200
        """, clientId, hidden)
        .ListAsync(row => row.GetString(0), cancellationToken);

    private Task<List<HistoryField>> FieldsAsync(Guid clientId, string[] hidden, CancellationToken cancellationToken) => database.Source.Sql(
        """
        select distinct a.schema_name || '.' || a.table_name, f.name
        from host.audit_v1 a
        cross join lateral (select jsonb_object_keys(a.old) union select jsonb_object_keys(a.new)) f (name)
        where a.subject_id = $1 and a.schema_name || '.' || a.table_name <> all ($2)
        order by 1, 2
        limit 500
        """, clientId, hidden).ListAsync(row => new HistoryField(row.GetString(0), row.GetString(1)), cancellationToken);

    private async Task<IReadOnlyList<HistoryLine>> NamedAsync(List<HistoryLine> lines, CancellationToken cancellationToken)
    {
        var ids = lines.SelectMany(l => new[] { l.Old, l.New }).Where(v => Guid.TryParse(v, out _)).Select(v => Guid.Parse(v!)).Distinct().ToArray();
        if (ids.Length == 0) return lines;

        var names = (await database.Source.Sql(
            """
            select id, name from zones.states_v1 where id = any ($1)
            union all select id, name from zones.cities_v1 where id = any ($1)
            union all select id, name from zones.neighborhoods_v1 where id = any ($1)
            union all select id, name from zones.zones_v1 where id = any ($1)
            union all select id, name from clients.seller where id = any ($1)
            union all select id, name from clients.collector where id = any ($1)
            """, ids).ListAsync(row => (Id: row.GetGuid(0), Name: row.GetString(1)), cancellationToken))
            .ToDictionary(p => p.Id.ToString(), p => p.Name, StringComparer.OrdinalIgnoreCase);
        string? Named(string? value) => value is not null && names.TryGetValue(value, out var name) ? name : value;
        return lines.ConvertAll(l => l with { Old = Named(l.Old), New = Named(l.New) });
    }

    private static HistoryLine Read(NpgsqlDataReader row) => new(
        row.GetInt64(0), row.GetFieldValue<DateTimeOffset>(1), row.GetString(2), row.GetBoolean(3), row.GetString(4),
        row.Text(5), row.Text(6), row.GetString(7), row.GetString(8), row.Maybe<Guid>(9));
}
