using Wisp.Sdk;

namespace Wisp.Zones.Tests.Areas;

/// <summary>New borders over more clients than one step of the job moves.</summary>
[Collection(AreaTests.Name)]
public sealed class ReassignTests(AreaApp app)
{
    private const int AtOnePoint = 25_100;
    private const int Spread = 300;
    private readonly Editor _editor = new(app);

    [Fact]
    public async Task Crowds_at_one_point_and_all_around_are_each_looked_at_once()
    {
        var name = ZonesApp.Unique("Multitud");
        await app.EndAsync(Assert.Single((await _editor.SendAsync("Save", Editor.New(name, AreaApp.Square(-150, 50, 1)))).Jobs));
        var zone = await app.Zones.IdAsync("zones", name);
        await using (var connection = await app.Database.OpenAsync())
        {
            // Without triggers: those at one point have their zone, those around it do not.
            await connection.Sql("set session_replication_role = replica").RunAsync();
            await connection.Sql(
                """
                insert into clients.client (name, country, location, zone_id, created_at, updated_at)
                select 'Multitud', 'CA', ext.st_setsrid(case when i <= $2 then ext.st_makepoint(-149.51, 50.51) else ext.st_makepoint(-149.999 + (i - $2) * 0.003, 50.001 + (i % 17) * 0.05) end, 4326),
                       case when i <= $2 then $1 end, now(), now()
                from generate_series(1, $3) i
                """, zone, AtOnePoint, AtOnePoint + Spread).RunAsync();
        }

        var job = Assert.Single((await _editor.SendAsync("Save", await _editor.OfAsync(zone, AreaApp.Square(-150, 50, 1.5)))).Jobs);

        Assert.Equal(("done", Spread, AtOnePoint, 0L), await app.EndAsync(job));
        Assert.Equal(AtOnePoint + Spread, await app.Database.ValueAsync<long>("select count(*) from clients.client where name = 'Multitud' and zone_id = $1", zone));
    }
}
