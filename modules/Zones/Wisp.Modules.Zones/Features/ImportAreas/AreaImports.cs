using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Wisp.Modules.Zones.Data;
using Wisp.Modules.Zones.Domain.Areas;
using Wisp.Modules.Zones.Features.ImportAreas.Reading;
using Wisp.Sdk;

namespace Wisp.Modules.Zones.Features.ImportAreas;

/// <summary>Imports that wait for a person's word. A preview of them is bounded, however long the file.</summary>
[Feature]
internal sealed class AreaImports(IDatabase<ZonesDb> database)
{
    public static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    /// <summary>Rows that a preview lists.</summary>
    public const int MostListed = 200;

    /// <summary>Shapes that a preview draws.</summary>
    public const int MostDrawn = 1000;

    /// <summary>A corner counts when the whole, this many pixels wide, shows it.</summary>
    private const int Pixels = 2000;

    public async Task<AreaImport?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        (await database.Source.Sql(
            "select id, file_id, file_name, owner_id, state, refusal, encoding, job_id, trial::text from zones.area_import where id = $1", id)
        .ListAsync(
            r => new AreaImport(
                r.GetGuid(0), r.GetGuid(1), r.GetString(2), r.Maybe<Guid>(3), r.GetString(4), r.Text(5), r.Text(6), r.Maybe<Guid>(7),
                r.Text(8) is { } trial ? JsonSerializer.Deserialize<AreaTrial>(trial, JsonSerializerOptions.Web) : null),
            cancellationToken)).SingleOrDefault();

    public async Task<AreaImportCounts> CountAsync(Guid id, CancellationToken cancellationToken) =>
        (await database.Source.Sql(
            """
            select count(*) filter (where fault is null), count(*) filter (where fault is not null and area is not null),
                   count(*) filter (where fault is not null and area is null)
            from zones.area_import_item where import_id = $1
            """, id)
        .ListAsync(r => new AreaImportCounts(r.GetInt32(0), r.GetInt32(1), r.GetInt32(2)), cancellationToken)).Single();

    /// <summary>Names of what the file says of its shapes.</summary>
    public Task<List<string>> PropertiesAsync(Guid id, CancellationToken cancellationToken) => database.Source.Sql(
        "select distinct key from zones.area_import_item i, jsonb_object_keys(i.properties) key where i.import_id = $1 order by key", id)
        .ListAsync(r => r.GetString(0), cancellationToken);

    public Task<bool> HasPropertyAsync(Guid id, string property, CancellationToken cancellationToken) => database.Source.Sql(
        "select exists (select from zones.area_import_item where import_id = $1 and properties ? $2)", id, property).ValueAsync<bool>(cancellationToken);

    /// <summary>The first shapes, those that are not sound before the others.</summary>
    public Task<List<AreaImportItem>> ItemsAsync(Guid id, string? nameProperty, CancellationToken cancellationToken) => database.Source.Sql(
        $"""
        select no, properties ->> $2, fault, fault_arguments, before_km2, after_km2, flattened, turned
        from zones.area_import_item where import_id = $1
        order by fault is null, no
        limit {MostListed}
        """, id, nameProperty.As(NpgsqlDbType.Text))
        .ListAsync(
            r => new AreaImportItem(
                r.GetInt32(0), r.Text(1), r.Text(2), Arguments(r, 3), r.Maybe<double>(4), r.Maybe<double>(5), r.GetBoolean(6), r.GetBoolean(7)),
            cancellationToken);

    public Task<List<AreaImportShape>> ShapesAsync(Guid id, string? nameProperty, CancellationToken cancellationToken) => database.Source.Sql(
        $"""
        with shape as (select * from zones.area_import_item where import_id = $1 order by fault is null, no limit {MostDrawn}),
        whole as (select ext.st_extent(area) as box from shape)
        select no, properties ->> $2,
               ext.st_asgeojson(ext.st_simplifypreservetopology(area, greatest(ext.st_xmax(box) - ext.st_xmin(box), ext.st_ymax(box) - ext.st_ymin(box)) / {Pixels}), 6),
               fault, fault_arguments, ext.st_y(spot), ext.st_x(spot)
        from shape cross join whole order by no
        """, id, nameProperty.As(NpgsqlDbType.Text))
        .ListAsync(
            r => new AreaImportShape(
                r.GetInt32(0), r.Text(1), r.Text(2), r.Text(3), Arguments(r, 4), r.IsDBNull(5) ? null : AreaFault.Show(new(r.GetDouble(6), r.GetDouble(5)))),
            cancellationToken);

    public static async Task SaveAsync(
        NpgsqlConnection connection, Guid import, IReadOnlyCollection<(ReadShape Shape, AreaCheck Check)> shapes, CancellationToken cancellationToken)
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            """
            copy zones.area_import_item (import_id, no, properties, area, fault, fault_arguments, spot, before_km2, after_km2, flattened, turned)
            from stdin (format binary)
            """, cancellationToken);
        foreach (var (shape, check) in shapes)
        {
            var (fault, repair) = (check.Fault, check.Fault?.Repair);
            var area = check.Area ?? repair?.Area;
            await copy.StartRowAsync(cancellationToken);
            await copy.WriteAsync(import, NpgsqlDbType.Uuid, cancellationToken);
            await copy.WriteAsync(shape.Number, NpgsqlDbType.Integer, cancellationToken);
            await copy.WriteAsync(JsonSerializer.Serialize(shape.Properties), NpgsqlDbType.Jsonb, cancellationToken);
            await WriteAsync(area, NpgsqlDbType.Geometry);
            await WriteAsync(fault?.Key, NpgsqlDbType.Text);
            await WriteAsync(fault?.Arguments.Select(a => $"{a}").ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text);
            // A spot may lie off the globe, and then no map shows it.
            await WriteAsync(fault?.Spot is { } at && Wgs84.Holds(at) ? Wgs84.Factory.CreatePoint(at) : null, NpgsqlDbType.Geometry);
            await WriteAsync(repair?.Before, NpgsqlDbType.Double);
            await WriteAsync(area is null ? null : repair?.After ?? Wgs84.SquareKilometres(area), NpgsqlDbType.Double);
            await copy.WriteAsync(shape.Flattened, NpgsqlDbType.Boolean, cancellationToken);
            await copy.WriteAsync(check.Turned, NpgsqlDbType.Boolean, cancellationToken);
        }

        await copy.CompleteAsync(cancellationToken);

        Task WriteAsync(object? value, NpgsqlDbType type) =>
            value is null ? copy.WriteNullAsync(cancellationToken) : copy.WriteAsync(value, type, cancellationToken);
    }

    private static string[] Arguments(NpgsqlDataReader row, int ordinal) => row.IsDBNull(ordinal) ? [] : row.GetFieldValue<string[]>(ordinal);
}
