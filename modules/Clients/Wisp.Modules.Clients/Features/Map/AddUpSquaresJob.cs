using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.Map;

/// <summary>Adds what changed on the map to its squares, some at a time.</summary>
internal sealed class AddUpSquaresJob : IJob
{
    public const string Key = "clients.map-squares";
    private const int Chunk = 50_000;

    public async Task<StepResult> StepAsync(JobStep step, CancellationToken cancellationToken)
    {
        var taken = await step.Transaction.Connection.Sql(
            $"""
            with taken as (
                delete from clients.map_change where id in (select id from clients.map_change order by id limit {Chunk})
                returning x, y, clients, longitudes, latitudes
            ), added as (
                insert into clients.map_square as m (zoom, x, y, clients, longitudes, latitudes)
                select z.zoom, t.x >> (16 - z.zoom), t.y >> (16 - z.zoom), sum(t.clients), sum(t.longitudes), sum(t.latitudes)
                from taken t cross join generate_series(2, 16) z (zoom)
                group by 1, 2, 3
                on conflict (zoom, x, y) do update
                set clients = m.clients + excluded.clients, longitudes = m.longitudes + excluded.longitudes, latitudes = m.latitudes + excluded.latitudes
            )
            select count(*) from taken
            """).ValueAsync<long>(cancellationToken);
        var done = step.Cursor<long>() + taken;
        await step.ReportAsync(new JobCounts(done, null, 0, 0));
        return taken < Chunk ? StepResult.Done() : StepResult.Continue(done);
    }
}
