using Microsoft.Extensions.Localization;
using Npgsql;
using Wisp.Contracts.Zones;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.Placing;

/// <param name="Boxes">West, south, east and north of each box that is still to be done.</param>
/// <param name="Seen">How many clients are behind it.</param>
/// <param name="Moved">How many of them moved.</param>
internal sealed record PlacingCursor(IReadOnlyList<double[]> Boxes, long Seen, long Moved);

/// <summary>
/// Moves clients who are held by their point to where new borders put them, box by box: looked up and written by one statement, so
/// that borders that change meanwhile are never answered with older ones.
/// </summary>
internal sealed class PlaceClientsJob(TimeProvider clock, IStringLocalizer<ClientsText> text) : IJob
{
    public const string Key = "clients.place";

    private const int MostClients = 25_000;

    /// <summary>Under ten metres: whoever lives so close together is done at once, however many.</summary>
    private const double SmallestBox = 0.0001;

    public async Task<StepResult> StepAsync(JobStep step, CancellationToken cancellationToken)
    {
        var change = step.Arguments<BorderChange>();
        var cursor = step.Cursor<PlacingCursor>() ?? new PlacingCursor([[change.West, change.South, change.East, change.North]], 0, 0);
        var boxes = new Stack<double[]>(cursor.Boxes);
        var box = boxes.Pop();
        long clients;
        while ((clients = await CountAsync(step.Transaction.Connection, change.Kind, box, cancellationToken)) > MostClients && Halves(box) is var (one, other))
        {
            boxes.Push(other);
            box = one;
        }

        var moved = clients == 0 ? 0 : await MoveAsync(step.Transaction.Connection, change.Kind, box, cancellationToken);
        cursor = new PlacingCursor([.. boxes.Reverse()], cursor.Seen + clients, cursor.Moved + moved);
        await step.ReportAsync(new JobCounts(cursor.Moved, null, cursor.Seen - cursor.Moved, 0), text["placing.counts", cursor.Moved, cursor.Seen]);
        return boxes.Count == 0 ? StepResult.Done() : StepResult.Continue(cursor);
    }

    private static Task<long> CountAsync(NpgsqlConnection connection, PlaceKind kind, double[] box, CancellationToken cancellationToken) =>
        connection.Sql(
            $"""
            select count(*) from (
                select from clients.client c
                where not c.{Column(kind)}_by_hand and c.location operator(ext.&&) {PointPlaces.Box}
                limit {MostClients + 1}) held
            """, [.. box.Cast<object>()]).ValueAsync<long>(cancellationToken);

    private async Task<long> MoveAsync(NpgsqlConnection connection, PlaceKind kind, double[] box, CancellationToken cancellationToken)
    {
        await PointPlaces.KeepPlanAsync(connection, cancellationToken);
        await connection.Sql("select set_config('clients.placed', 'yes', true)").RunAsync(cancellationToken);
        // Whoever was placed by hand or moved house since it was looked up stays as he is.
        return await connection.Sql(
            $"""
            {PointPlaces.Moving(kind)}
            update clients.client c
            set {Column(kind)}_id = m.place, city_id = coalesce(c.city_id, m.city), updated_at = $5
            from moving m
            where c.id = m.id and not c.{Column(kind)}_by_hand and c.location operator(ext.=) m.location
                and c.location operator(ext.&&) {PointPlaces.Box}
            """, [.. box.Cast<object>(), clock.GetUtcNow()]).RunAsync(cancellationToken);
    }

    private static (double[] One, double[] Other)? Halves(double[] box)
    {
        if (box is not [var west, var south, var east, var north] || Math.Max(east - west, north - south) < SmallestBox) return null;
        var (x, y) = ((west + east) / 2, (south + north) / 2);
        return east - west > north - south
            ? ([west, south, x, north], [x, south, east, north])
            : ([west, south, east, y], [west, y, east, north]);
    }

    private static string Column(PlaceKind kind) => kind == PlaceKind.Zone ? "zone" : "neighborhood";
}
