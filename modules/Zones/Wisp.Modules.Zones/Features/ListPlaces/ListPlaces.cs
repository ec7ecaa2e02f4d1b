using Wisp.Modules.Zones.Data;
using Wisp.Modules.Zones.Domain;
using Wisp.Sdk;

namespace Wisp.Modules.Zones.Features.ListPlaces;

[Feature]
internal sealed class ListPlaces(IDatabase<ZonesDb> database)
{
    private const int PageSize = 200;

    public async Task<PlaceRows> RunAsync(PlaceShape shape, PlaceSearch search, CancellationToken cancellationToken)
    {
        var (parentName, join) = shape.Parent is { } parent
            ? ("parent.name", $"left join {parent.Table} parent on parent.id = p.{shape.ParentColumn}")
            : ("null::text", "");
        var ofZone = shape == PlaceShape.Zone ? "p.color, p.priority" : "null::text, null::integer";
        var rows = await database.Source.Sql(
            $"""
            select p.id, p.name, {parentName}, p.archived_at is not null, p.xmin, {ofZone}
            from {shape.Table} p {join}
            where (p.archived_at is not null) = $1
              and strpos(ext.fold(p.name), ext.fold($2)) > 0
              and ($3::uuid is null or (p.name collate "es-x-icu", p.public_id) >
                (select a.name collate "es-x-icu", a.public_id from {shape.Table} a where a.id = $3))
            order by p.name collate "es-x-icu", p.public_id
            limit {PageSize + 1}
            """,
            search.Archived, PlaceText.Clean(search.Text), search.After.As(NpgsqlTypes.NpgsqlDbType.Uuid))
            .ListAsync(
                r => new PlaceRow(
                    r.GetGuid(0), r.GetString(1), r.Text(2), r.GetBoolean(3), r.GetFieldValue<uint>(4), r.Text(5), r.Maybe<int>(6)),
                cancellationToken);
        return rows.Count > PageSize
            ? new PlaceRows(rows[..PageSize], rows[PageSize - 1].Id)
            : new PlaceRows(rows, null);
    }
}
