using Microsoft.Extensions.Localization;
using Npgsql;
using NpgsqlTypes;
using Wisp.Contracts.Clients;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.BulkUpdate.Own;

/// <summary>
/// Puts columns of clients back to what the audit says they were before a batch, where nobody has changed them since and no rule is
/// broken by it.
/// </summary>
internal sealed class OwnReversal(NpgsqlConnection connection, IReadOnlyList<OwnField> fields, IStringLocalizer<ClientsText> text, Func<Guid?, string?> name)
{
    public async Task<IReadOnlyList<ClientBulkReversal>> RunAsync(
        Guid batch, IReadOnlyCollection<Guid> clientIds, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var lines = await connection.Sql(
            $"""
            select c.id, c.status <> 'active', {string.Join(", ", fields.Select(field => $"""
                was.new ? '{field.Column}', (was.old ->> '{field.Column}')::uuid, (was.new ->> '{field.Column}')::uuid, c.{field.Column}
                """))}
            from host.audit_v1 was
            join clients.client c on c.id = was.entity_id
            where was.batch_id = $1 and was.entity_id = any ($2)
              and was.schema_name = 'clients' and was.table_name = 'client' and was.action = 'U'
            order by c.id
            for update of c
            """, batch, clientIds.ToArray().As(NpgsqlDbType.Array | NpgsqlDbType.Uuid)).ListAsync(row => ReversalLine.Read(row, fields.Count), cancellationToken);

        foreach (var line in lines.Where(line => line.IsDeactivated)) line.Refuse(text["bulk.deactivated"]);
        foreach (var (line, rule) in await BrokenAsync(lines, cancellationToken)) line.Refuse(text[rule]);
        await WriteAsync(batch, [.. lines.Where(line => line.IsRestored)], now, cancellationToken);
        return [.. lines.SelectMany(line => line.Tell(fields, text["bulk.touched"], name))];
    }

    /// <summary>Clients whose places would not go together, with the rule.</summary>
    private async Task<IReadOnlyList<(ReversalLine Line, string Rule)>> BrokenAsync(IReadOnlyList<ReversalLine> lines, CancellationToken cancellationToken)
    {
        var moved = lines.Where(line => line.IsRestored).ToDictionary(line => line.Id);
        var (city, neighborhood) = (IndexOf("city_id"), IndexOf("neighborhood_id"));
        return await connection.Sql(
            $"""
            select b.id, b.rule from (
                select c.id, {PlaceRules.Fault("t.neighborhood", "t.city", "c.state_id")} as rule
                from unnest($1::uuid[], $2::uuid[], $3::uuid[]) t (id, city, neighborhood)
                join clients.client c on c.id = t.id) b
            where b.rule is not null
            """,
            moved.Keys.ToArray(), moved.Values.Select(line => line.After(city)).ToArray(), moved.Values.Select(line => line.After(neighborhood)).ToArray())
            .ListAsync(row => (moved[row.GetGuid(0)], row.GetString(1)), cancellationToken);
    }

    private async Task WriteAsync(Guid batch, IReadOnlyList<ReversalLine> lines, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (lines.Count == 0) return;
        var columns = fields.Select(field => field.Column).ToList();
        // A place that followed from the point before the batch does so again.
        static string ByHand(string place) =>
            $"{place}_by_hand = case when t.{place}_id is distinct from c.{place}_id then coalesce((was.old ->> '{place}_by_hand')::boolean, c.{place}_by_hand) else c.{place}_by_hand end";
        await connection.Sql(
            $"""
            update clients.client c
            set {string.Join(", ", columns.Select(column => $"{column} = t.{column}"))}, {ByHand("zone")}, {ByHand("neighborhood")}, updated_at = $2
            from unnest($1::uuid[], {string.Join(", ", columns.Select((_, i) => $"${i + 4}::uuid[]"))}) t (id, {string.Join(", ", columns)})
            left join host.audit_v1 was on was.batch_id = $3 and was.entity_id = t.id
                and was.schema_name = 'clients' and was.table_name = 'client' and was.action = 'U'
            where c.id = t.id
            """,
            [lines.Select(line => line.Id).ToArray(), now, batch, .. Enumerable.Range(0, columns.Count).Select(i => lines.Select(line => line.After(i)).ToArray())])
            .RunAsync(cancellationToken);
    }

    private int IndexOf(string column) => fields.Select((field, i) => (field, i)).First(one => one.field.Column == column).i;
}
