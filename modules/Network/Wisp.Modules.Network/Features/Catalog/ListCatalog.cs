using NpgsqlTypes;
using Wisp.Modules.Network.Data;
using Wisp.Modules.Network.Domain;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Features.Catalog;

[Feature]
internal sealed class ListCatalog(IDatabase<NetworkDb> database)
{
    private const int PageSize = 200;
    private const int FirstFact = 5;

    public async Task<CatalogRows> RunAsync(CatalogShape shape, string? text, bool archived, Guid? after, CancellationToken cancellationToken)
    {
        var rows = await database.Source.Sql(
            $"""
            select i.id, i.name::text, i.archived_at is not null, i.xmin,
                   (select count(*) from network.contract c where c.{shape.ContractColumn} = i.id and not c.ended),
                   {string.Join(", ", shape.Facts.Select(fact => fact.Sql))}
            from {shape.Table} i
            where (i.archived_at is not null) = $1
              and strpos(ext.fold(i.name), ext.fold($2)) > 0
              and ($3::uuid is null or (i.name collate "es-x-icu", i.public_id) >
                (select a.name collate "es-x-icu", a.public_id from {shape.Table} a where a.id = $3))
            order by i.name collate "es-x-icu", i.public_id
            limit {PageSize + 1}
            """, archived, Typed.Line(text) ?? "", after.As(NpgsqlDbType.Uuid))
            .ListAsync(
                r => new CatalogRow(
                    r.GetGuid(0), r.GetString(1), r.GetBoolean(2), r.GetFieldValue<uint>(3), r.GetInt64(4),
                    [.. shape.Facts.Select((_, i) => r.IsDBNull(FirstFact + i) ? null : r.GetValue(FirstFact + i))]),
                cancellationToken);
        return rows.Count > PageSize ? new CatalogRows(rows[..PageSize], rows[PageSize - 1].Id) : new CatalogRows(rows, null);
    }
}
