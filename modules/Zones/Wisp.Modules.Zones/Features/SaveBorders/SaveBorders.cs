using System.Text.Json;
using NetTopologySuite.Geometries;
using Npgsql;
using NpgsqlTypes;
using Wisp.Modules.Zones.Data;
using Wisp.Modules.Zones.Domain;
using Wisp.Modules.Zones.Domain.Areas;
using Wisp.Modules.Zones.Features.SavePlace;
using Wisp.Modules.Zones.Integration;
using Wisp.Sdk;

namespace Wisp.Modules.Zones.Features.SaveBorders;

/// <summary>
/// Saves borders that were drawn together, all or none. What it would do is told by doing it and rolling back, so that what is said is
/// what happens.
/// </summary>
[Feature]
internal sealed class SaveBorders(IDatabase<ZonesDb> database, PlaceUse use)
{
    /// <summary>Borders at once: more than a person draws, few enough for one request.</summary>
    public const int Most = 200;

    public Task<BorderOutcome> TryAsync(PlaceShape shape, IReadOnlyList<BorderEdit> edits, CancellationToken cancellationToken) =>
        RunAsync(shape, edits, keep: false, cancellationToken);

    public Task<BorderOutcome> SaveAsync(PlaceShape shape, IReadOnlyList<BorderEdit> edits, CancellationToken cancellationToken) =>
        RunAsync(shape, edits, keep: true, cancellationToken);

    private async Task<BorderOutcome> RunAsync(PlaceShape shape, IReadOnlyList<BorderEdit> edits, bool keep, CancellationToken cancellationToken)
    {
        if (edits.Count > Most) return BorderOutcome.Refused([new(0, "border.many", edits.Count, Most)]);
        var (areas, problems) = Read(shape, edits);
        if (problems.Count > 0) return BorderOutcome.Refused(problems);

        await using var transaction = await database.BeginAsync(cancellationToken);
        var touched = new TouchedBorders(transaction.Connection, shape);
        for (var i = 0; i < edits.Count; i++)
            if (await TryStoreAsync(transaction.Connection, touched, i, edits[i], areas[i], cancellationToken) is { } problem)
                return BorderOutcome.Refused([problem]);

        if (touched.Change is not { } change) return new BorderOutcome([], [], [], []);
        var overlaps = await touched.OverlapsAsync(cancellationToken);
        if (!keep) return new BorderOutcome([], await touched.NamedAsync(await use.PreviewAsync(transaction, change, cancellationToken), cancellationToken), overlaps, []);
        if (await use.FollowAsync(transaction, change, cancellationToken) is not { } jobs) return BorderOutcome.Refused([new(0, "use.failed")]);
        await transaction.CommitAsync(cancellationToken);
        return new BorderOutcome([], [], overlaps, jobs);
    }

    private static (MultiPolygon?[] Areas, List<BorderProblem> Problems) Read(PlaceShape shape, IReadOnlyList<BorderEdit> edits)
    {
        var (areas, problems) = (new MultiPolygon?[edits.Count], new List<BorderProblem>());
        for (var i = 0; i < edits.Count; i++)
        {
            var edit = edits[i];
            if (edit.Id is null)
                problems.AddRange(PlaceRules.Check(shape, new PlaceInput { Name = edit.Name, Color = edit.Color }).Select(p => new BorderProblem(i, p.Key, p.Arguments)));
            if (edit.Area is not { } drawn) continue;
            var check = Check(drawn);
            areas[i] = check.Area;
            if (areas[i] is null) problems.Add(new BorderProblem(i, check.Fault!.Key, check.Fault.Arguments) { Fault = check.Fault });
        }

        return (areas, problems);
    }

    private static AreaCheck Check(JsonElement drawn)
    {
        try
        {
            var reader = new GeoJsonGeometry();
            return AreaRules.Check(reader.Read(drawn, "area"), reader.Rings);
        }
        catch (ShapeException wrong)
        {
            return new AreaCheck(null, wrong.Fault);
        }
    }

    private static async Task<BorderProblem?> TryStoreAsync(
        NpgsqlConnection connection, TouchedBorders touched, int at, BorderEdit edit, MultiPolygon? area, CancellationToken cancellationToken)
    {
        try
        {
            return await StoreAsync(connection, touched, at, edit, area, cancellationToken);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.CheckViolation)
        {
            return new BorderProblem(at, "area.refused");
        }
    }

    private static async Task<BorderProblem?> StoreAsync(
        NpgsqlConnection connection, TouchedBorders touched, int at, BorderEdit edit, MultiPolygon? area, CancellationToken cancellationToken)
    {
        var shape = touched.Shape;
        if (edit.Id is { } id)
        {
            await touched.AddAsync(id, area, cancellationToken);
            return await StoreArea.RunAsync(connection, shape, id, edit.Version, area, cancellationToken) ? null : new BorderProblem(at, "border.stale");
        }

        // Only zones are made by drawing: a neighbourhood wants a city.
        if (shape != PlaceShape.Zone || area is null) return new BorderProblem(at, "area.empty");
        var (made, name) = (Guid.CreateVersion7(), PlaceText.Clean(edit.Name));
        try
        {
            var version = await connection.Sql(
                "insert into zones.zone (id, name, color) values ($1, $2, $3) returning xmin",
                made, name, edit.Color!.ToLowerInvariant()).ValueAsync<uint>(cancellationToken);
            await touched.AddAsync(made, area, cancellationToken);
            await StoreArea.RunAsync(connection, shape, made, version, area, cancellationToken);
            return null;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return new BorderProblem(at, shape.Key("taken"), name);
        }
    }
}
