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
        var takeable = how.AcceptRepairs ? "n.area is not null" : "n.area is not null and n.fault is null";
        return connection.Sql(
            $"""
            with named as (
                select i.no, coalesce(case when $2::text is null then regexp_replace(m.file_name, '\.[^.]*$', '') else i.properties ->> $2 end, '') as name,
                       i.area, i.fault, i.fault_arguments
                from zones.area_import_item i join zones.area_import m on m.id = i.import_id
                where i.import_id = $1
            ), first as (
                select n.no, n.name, min(n.no) filter (where {takeable}) over (partition by ext.fold(n.name)) as no_of_name from named n
            )
            select n.no, n.name, n.area, n.fault, n.fault_arguments, coalesce(f.no_of_name < n.no, false)
            from named n join first f on f.no = n.no
            where n.no > $3
            order by n.no
            limit {most}
            """, how.Import, how.NameProperty.As(NpgsqlDbType.Text), after)
        .ListAsync(
            r => new NamedShape(
                r.GetInt32(0), r.GetString(1), r.IsDBNull(2) ? null : r.GetFieldValue<MultiPolygon>(2), r.Text(3),
                r.IsDBNull(4) ? [] : r.GetFieldValue<string[]>(4), r.GetBoolean(5)),
            cancellationToken);
    }
}
