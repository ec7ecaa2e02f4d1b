using Wisp.Modules.Zones.Data;
using Wisp.Modules.Zones.Domain;
using Wisp.Sdk;

namespace Wisp.Modules.Zones.Features.BorderHistory;

/// <summary>A border that a place had.</summary>
/// <param name="Began">Since when.</param>
/// <param name="Actor">Who drew it.</param>
/// <param name="Corners">How many it has; <c>null</c> when the border was taken away.</param>
/// <param name="Outline">GeoJSON for the screen.</param>
internal sealed record PastBorder(DateTimeOffset Began, string Actor, int? Corners, double? SquareKilometres, string? Outline);

[Feature]
internal sealed class BorderHistory(IDatabase<ZonesDb> database)
{
    private const int Most = 50;

    public async Task<string?> NameAsync(PlaceShape shape, Guid id, CancellationToken cancellationToken) =>
        await database.Source.Sql($"select name::text from {shape.Table} where id = $1", id).ValueAsync<string>(cancellationToken);

    /// <summary>The last borders, the newest first.</summary>
    public Task<List<PastBorder>> RunAsync(Guid place, CancellationToken cancellationToken) => database.Source.Sql(
        $"""
        select began_at, actor, ext.st_npoints(area), ext.st_area(area::ext.geography) / 1e6,
               ext.st_asgeojson(ext.st_simplifypreservetopology(area, 0.00005), 5)
        from zones.border where place_id = $1
        order by began_at desc, id desc
        limit {Most}
        """, place)
        .ListAsync(r => new PastBorder(r.GetFieldValue<DateTimeOffset>(0), r.GetString(1), r.Maybe<int>(2), r.Maybe<double>(3), r.Text(4)), cancellationToken);
}
