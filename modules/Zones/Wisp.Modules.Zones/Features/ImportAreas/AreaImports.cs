using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Wisp.Modules.Zones.Data;
using Wisp.Modules.Zones.Domain.Areas;
using Wisp.Modules.Zones.Features.ImportAreas.Reading;
using Wisp.Sdk;

namespace Wisp.Modules.Zones.Features.ImportAreas;

/// <summary>Imports that wait for a person's word.</summary>
[Feature]
internal sealed class AreaImports(IDatabase<ZonesDb> database)
{
    public static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    public async Task<AreaImport?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        (await database.Source.Sql(
            """
            select id, file_id, file_name, owner_id, state, refusal, encoding,
                   array(select distinct key from zones.area_import_item i, jsonb_object_keys(i.properties) key where i.import_id = m.id order by key)
            from zones.area_import m where id = $1
            """, id)
        .ListAsync(
            r => new AreaImport(r.GetGuid(0), r.GetGuid(1), r.GetString(2), r.Maybe<Guid>(3), r.GetString(4), r.Text(5), r.Text(6), r.GetFieldValue<string[]>(7)),
            cancellationToken)).SingleOrDefault();

    public Task<List<AreaImportItem>> ItemsAsync(Guid id, CancellationToken cancellationToken) => database.Source.Sql(
        """
        select no, properties::text, ext.st_asgeojson(ext.st_simplifypreservetopology(area, 0.00005), 5), fault, fault_arguments,
               ext.st_y(spot), ext.st_x(spot), before_km2, after_km2, flattened, turned
        from zones.area_import_item where import_id = $1 order by no
        """, id)
    .ListAsync(
        r => new AreaImportItem(
            r.GetInt32(0), JsonSerializer.Deserialize<Dictionary<string, string>>(r.GetString(1))!, r.Text(2), r.Text(3),
            r.IsDBNull(4) ? [] : r.GetFieldValue<string[]>(4), r.IsDBNull(5) ? null : AreaFault.Show(new(r.GetDouble(6), r.GetDouble(5))),
            r.Maybe<double>(7), r.Maybe<double>(8), r.GetBoolean(9), r.GetBoolean(10)),
        cancellationToken);

    public static async Task SaveAsync(NpgsqlConnection connection, Guid import, IReadOnlyCollection<(ReadShape Shape, AreaCheck Check)> shapes, CancellationToken cancellationToken)
    {
        foreach (var (shape, check) in shapes)
        {
            var (fault, repair) = (check.Fault, check.Fault?.Repair);
            // A spot may lie off the globe, and then no map shows it.
            var spot = fault?.Spot is { } at && Wgs84.Holds(at) ? Wgs84.Factory.CreatePoint(at) : null;
            await connection.Sql(
                """
                insert into zones.area_import_item (import_id, no, properties, area, fault, fault_arguments, spot, before_km2, after_km2, flattened, turned)
                values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
                """,
                import, shape.Number, JsonSerializer.Serialize(shape.Properties).As(NpgsqlDbType.Jsonb), (check.Area ?? repair?.Area).As(NpgsqlDbType.Geometry),
                (fault?.Key).As(NpgsqlDbType.Text), fault?.Arguments.Select(a => $"{a}").ToArray().As(NpgsqlDbType.Array | NpgsqlDbType.Text),
                spot.As(NpgsqlDbType.Geometry), (repair?.Before).As(NpgsqlDbType.Double), (repair?.After).As(NpgsqlDbType.Double), shape.Flattened, check.Turned)
                .RunAsync(cancellationToken);
        }
    }
}
