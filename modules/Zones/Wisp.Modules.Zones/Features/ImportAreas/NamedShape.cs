using NetTopologySuite.Geometries;
using Npgsql;
using NpgsqlTypes;
using Wisp.Sdk;

namespace Wisp.Modules.Zones.Features.ImportAreas;

/// <summary>A shape of a file under the name that its place would have.</summary>
/// <param name="IsRepeated">Whether one before it in the file has the name and can be taken.</param>
internal sealed record NamedShape(int Number, string Name, MultiPolygon? Area, string? Fault, string[] FaultArguments, bool IsRepeated)
{
    /// <summary>The next shapes of an import. One without the property of the name has none.</summary>
    public static Task<List<NamedShape>> NextAsync(NpgsqlConnection connection, TakeAreas how, int after, int most, CancellationToken cancellationToken)
    {
        var takeable = how.AcceptRepairs ? "i.area is not null" : "i.area is not null and i.fault is null";
        return connection.Sql(
            $"""
            with named as (
                select i.no, {takeable} as takeable,
                       coalesce(case when $2::text is null then regexp_replace(m.file_name, '\.[^.]*$', '') else i.properties ->> $2 end, '') as name
                from zones.area_import_item i join zones.area_import m on m.id = i.import_id
                where i.import_id = $1
            ), known as (
                select n.no, n.name, min(n.no) filter (where n.takeable) over (partition by ext.fold(btrim(regexp_replace(n.name, '\s+', ' ', 'g')))) as first_no from named n
            )
            select i.no, k.name, i.area, i.fault, i.fault_arguments, coalesce(k.first_no < i.no, false)
            from zones.area_import_item i join known k on k.no = i.no
            where i.import_id = $1 and i.no > $3
            order by i.no
            limit {most}
            """, how.Import, how.NameProperty.As(NpgsqlDbType.Text), after)
        .ListAsync(
            r => new NamedShape(
                r.GetInt32(0), r.GetString(1), r.IsDBNull(2) ? null : r.GetFieldValue<MultiPolygon>(2), r.Text(3),
                r.IsDBNull(4) ? [] : r.GetFieldValue<string[]>(4), r.GetBoolean(5)),
            cancellationToken);
    }
}
