using Wisp.Modules.Billing.Data;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Statements;

internal sealed record FoundClient(Guid Id, string ShownId, string Name, string? Document, string? Address, bool IsActive, decimal Unpaid);

/// <summary>Clients by name, ID or tax number, as a person types them.</summary>
[Feature]
internal sealed class FindClients(IDatabase<BillingDb> database)
{
    public const int Most = 20;

    public async Task<IReadOnlyList<FoundClient>> RunAsync(string typed, CancellationToken cancellationToken) => await database.Source.Sql(
        $"""
        with hit as materialized (
            (select k.id, 0 as rank from clients.clients_v1 k where k.shown_id = $1 collate "C" limit 1)
            union all
            (select b.id, 1 from billing.client b where b.taxpayer_id = upper(translate($1, ' .-/', '')) limit {Most})
            union all
            (select h.id, 2 from clients.search_v1 h where (
                select bool_and(h.haystack like '%' || w || '%') from unnest(string_to_array(replace(replace(replace(ext.fold($1), '\', '\\'), '%', '\%'), '_', '\_'), ' ')) w)
               and h.haystack like '%' || replace(replace(replace(ext.fold($2), '\', '\\'), '%', '\%'), '_', '\_') || '%' limit {Most * 5})),
        best as (select id, min(rank) as rank from hit group by id)
        select k.id, k.shown_id, k.name, k.national_identification_number, k.address, k.status = 'active', coalesce(a.unpaid, 0)
        from best join clients.clients_v1 k using (id) left join billing.account a on a.client_id = k.id
        order by best.rank, left(k.name, 200) collate "es-x-icu", k.public_id limit {Most}
        """, typed, typed.Split(' ').MaxBy(word => word.Length)!)
        .ListAsync(
            row => new FoundClient(row.GetGuid(0), row.GetString(1), row.GetString(2), row.Text(3), row.Text(4), row.GetBoolean(5), row.GetDecimal(6)), cancellationToken);
}
