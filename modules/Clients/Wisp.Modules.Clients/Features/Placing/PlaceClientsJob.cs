using Microsoft.Extensions.Localization;
using Npgsql;
using Wisp.Contracts.Zones;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.Placing;

/// <param name="Boxes">What is still to be done, the next one last.</param>
/// <param name="Seen">How many clients are behind it.</param>
/// <param name="Moved">How many of them moved.</param>
internal sealed record PlacingCursor(IReadOnlyList<PlacingBox> Boxes, long Seen, long Moved);

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
        var (change, connection) = (step.Arguments<BorderChange>(), step.Transaction.Connection);
        var cursor = step.Cursor<PlacingCursor>() ?? new PlacingCursor([new PlacingBox(change.West, change.South, change.East, change.North, null)], 0, 0);
        var boxes = new Stack<PlacingBox>(cursor.Boxes);
        while (boxes.TryPeek(out var large) && IsLarge(large))
        {
            boxes.Pop();
            foreach (var part in await PlacingGrid.CutAsync(connection, change.Kind, large, MostClients, cancellationToken)) boxes.Push(part);
        }

        if (boxes.TryPop(out var box))
        {
            var moved = await MoveAsync(connection, change.Kind, box, cancellationToken);
            cursor = new PlacingCursor([.. boxes.Reverse()], cursor.Seen + box.Clients!.Value, cursor.Moved + moved);
        }

        await step.ReportAsync(new JobCounts(cursor.Moved, null, cursor.Seen - cursor.Moved, 0), text["placing.counts", cursor.Moved, cursor.Seen]);
        return boxes.Count == 0 ? StepResult.Done() : StepResult.Continue(cursor);
    }

    private async Task<long> MoveAsync(NpgsqlConnection connection, PlaceKind kind, PlacingBox box, CancellationToken cancellationToken)
    {
        await PointPlaces.KeepPlanAsync(connection, cancellationToken);
        await connection.Sql("select set_config('clients.placed', 'yes', true)").RunAsync(cancellationToken);
        var column = PointPlaces.Column(kind);
        // Whoever was placed by hand or moved house since it was looked up stays as he is.
        return await connection.Sql(
            $"""
            {PointPlaces.Moving(kind)}
            update clients.client c
            set {column}_id = m.place, city_id = coalesce(c.city_id, m.city), updated_at = $5
            from moving m
            where c.id = m.id and not c.{column}_by_hand and c.location operator(ext.=) m.location
                and c.location operator(ext.&&) {PointPlaces.Box}
            """, [.. box.Sides, clock.GetUtcNow()]).RunAsync(cancellationToken);
    }

    private static bool IsLarge(PlacingBox box) =>
        box.Clients is not { } clients || (clients > MostClients && Math.Max(box.East - box.West, box.North - box.South) >= SmallestBox);
}
