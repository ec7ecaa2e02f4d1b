using Microsoft.Extensions.Localization;
using Wisp.Contracts.Zones;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.Placing;

/// <param name="After">The last client behind it.</param>
/// <param name="Seen">How many are behind it.</param>
/// <param name="Moved">How many of them moved.</param>
internal sealed record PlacingCursor(Guid After, long Seen, long Moved);

/// <summary>Moves clients who are held by their point to where new borders put them.</summary>
internal sealed class PlaceClientsJob(TimeProvider clock, IStringLocalizer<ClientsText> text) : IJob
{
    public const string Key = "clients.place";
    private const int ChunkSize = 50_000;

    public async Task<StepResult> StepAsync(JobStep step, CancellationToken cancellationToken)
    {
        var (change, cursor) = (step.Arguments<BorderChange>(), step.Cursor<PlacingCursor>() ?? new PlacingCursor(Guid.Empty, 0, 0));
        var column = change.Kind == PlaceKind.Zone ? "zone" : "neighborhood";
        await step.Transaction.Connection.Sql("select set_config('clients.placed', 'yes', true)").RunAsync(cancellationToken);
        // Whoever was placed by hand or moved house since it was looked up stays as he is.
        var (seen, last, moved) = (await step.Transaction.Connection.Sql(
            $"""
            {PointPlaces.With(change.Kind, isChunk: true)}, moved as (
                update clients.client c
                set {column}_id = m.place, city_id = coalesce(c.city_id, m.city), updated_at = $7
                from moving m
                where c.id = m.id and not c.{column}_by_hand and c.location operator(ext.=) m.location
                returning 1
            )
            select (select count(*) from held), (select h.id from held h order by h.id desc limit 1), (select count(*) from moved)
            """, [.. PointPlaces.Box(change), cursor.After, ChunkSize, clock.GetUtcNow()])
            .ListAsync(row => (row.GetInt64(0), row.Maybe<Guid>(1), row.GetInt64(2)), cancellationToken)).Single();

        cursor = new PlacingCursor(last ?? cursor.After, cursor.Seen + seen, cursor.Moved + moved);
        await step.ReportAsync(new JobCounts(cursor.Moved, null, cursor.Seen - cursor.Moved, 0), text["placing.counts", cursor.Moved, cursor.Seen]);
        return seen < ChunkSize ? StepResult.Done() : StepResult.Continue(cursor);
    }
}
