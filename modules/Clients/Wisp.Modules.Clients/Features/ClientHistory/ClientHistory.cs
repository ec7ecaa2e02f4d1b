using Npgsql;
using NpgsqlTypes;
using Wisp.Modules.Clients.Data;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.ClientHistory;

/// <summary>Changes of a client and of what other modules keep for it, from the host's audit (PANEL-08).</summary>
[Feature]
internal sealed class ClientHistory(IDatabase<ClientsDb> database)
{
    private const int Entries = 20;

    public async Task<HistoryPage> RunAsync(Guid clientId, long? before, CancellationToken cancellationToken)
    {
        var lines = await database.Source.Sql(
            """
            with entry as (
                select * from host.audit_v1 a
                where a.subject_id = $1 and ($2 is null or a.id < $2)
                order by a.id desc
                limit $3
            )
            select e.id, e.at, e.schema_name || '.' || e.table_name, e.action = 'I', f.name, e.old ->> f.name, e.new ->> f.name,
                   e.actor, e.channel, e.batch_id
            from entry e
            cross join lateral (
                select jsonb_object_keys(e.old) union select jsonb_object_keys(e.new)) f (name)
            order by e.id desc, f.name
            """, clientId, before.As(NpgsqlDbType.Bigint), Entries + 1).ListAsync(Read, cancellationToken);

        var entries = lines.Select(l => l.Entry).Distinct().ToList();
        long? older = entries.Count > Entries ? entries[Entries - 1] : null;
        if (older is { } last) lines.RemoveAll(l => l.Entry < last);
        return new HistoryPage(await NamedAsync(lines, cancellationToken), older);
    }

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
