namespace Wisp.Clients.Tests.Bulk;

/// <summary>What was changed in bulk is taken back.</summary>
public sealed class BulkRevertTests(BulkApp app) : IClassFixture<BulkApp>
{
    [Fact]
    [Trait("rule", "BULK-06")]
    public async Task A_batch_is_taken_back_but_for_what_somebody_changed_since()
    {
        await app.CrowdAsync("Vuelta", 1000);
        var before = await app.ZoneAsync("Zona uno");
        var zone = await app.ZoneAsync("Zona dos");
        var third = await app.ZoneAsync("Zona tres");
        await app.Database.RunAsync("update clients.client set zone_id = $1 where name like 'Vuelta%'", before);
        var done = await app.RunAsync(await app.PlannedAsync("?q=vuelta", [], ("clients.zone", $"{zone}")), "1.000");
        Assert.Contains("Cambiados: 1.000", done.Text, StringComparison.Ordinal);
        await app.Database.RunAsync("update clients.client set zone_id = $1 where name between 'Vuelta 0101' and 'Vuelta 0110'", third);

        var reverted = await app.RevertAsync(done);

        Assert.Contains("Vueltos atrás: 990", reverted.Text, StringComparison.Ordinal);
        Assert.Contains("Quedaron como están: 10", reverted.Text, StringComparison.Ordinal);
        Assert.Equal(990, await app.CountAsync("zone_id = $1", "Vuelta", before));
        Assert.Equal(10, await app.CountAsync("zone_id = $1", "Vuelta", third));
        Assert.Equal(10, BulkApp.Table(reverted, "sample-title").Count(row => row.EndsWith("Zona | Zona dos | Zona tres", StringComparison.Ordinal)));

        // It is a batch itself, and the first one cannot be taken back twice.
        Assert.Equal(990, await app.Database.ValueAsync<long>(
            "select count(distinct a.subject_id) from host.audit a join clients.bulk_update b on b.batch_id = a.batch_id where b.reverts = $1", BulkApp.IdOfPage(done)));
        Assert.Null((await app.Admin.GetAsync(done.Url)).Document.QuerySelector("form[action*=Revert]"));
    }

    [Fact]
    [Trait("rule", "BULK-06")]
    public async Task A_batch_that_was_stopped_on_its_way_is_taken_back_and_so_is_one_whose_reversal_was()
    {
        await app.CrowdAsync("Parada", 3);
        var zone = await app.ZoneAsync("Zona parada");
        var done = await app.RunAsync(await app.PlannedAsync("?q=parada", [], ("clients.zone", $"{zone}")), "3");
        var id = BulkApp.IdOfPage(done);
        await StopAsync(id);

        var stopped = await app.Admin.GetAsync(done.Url);
        Assert.Contains("Cambiados: 3", stopped.Text, StringComparison.Ordinal);
        var first = await app.RevertAsync(stopped);
        Assert.Equal(0, await app.CountAsync("zone_id = $1", "Parada", zone));

        // As if the worker had been stopped after two of the three.
        await StopAsync(BulkApp.IdOfPage(first));
        await app.Database.RunAsync("update clients.client set zone_id = $1 where name = 'Parada 0003'", zone);
        var second = await app.RevertAsync(await app.Admin.GetAsync(done.Url));
        Assert.Contains("Vueltos atrás: 1", second.Text, StringComparison.Ordinal);
        Assert.Contains("Ya están así: 2", second.Text, StringComparison.Ordinal);
        Assert.Equal(0, await app.CountAsync("zone_id = $1", "Parada", zone));
    }

    [Fact]
    [Trait("rule", "BULK-06")]
    public async Task A_reversal_leaves_no_neighbourhood_in_another_city()
    {
        await app.CrowdAsync("Mudada", 2);
        var (before, after) = (await app.CityAsync("Ciudad antes"), await app.CityAsync("Ciudad después"));
        var hood = await app.Database.ValueAsync<Guid>("insert into zones.neighborhood (id, city_id, name) values (host.uuid7(), $1, 'Barrio después') returning id", after);
        await app.Database.RunAsync("update clients.client set city_id = $1 where name like 'Mudada%'", before);
        var done = await app.RunAsync(await app.PlannedAsync("?q=mudada", [], ("clients.city", $"{after}")), "2");
        await app.Database.RunAsync("update clients.client set neighborhood_id = $1 where name = 'Mudada 0002'", hood);

        var reverted = await app.RevertAsync(done);

        Assert.Equal(["Mudada 0001"], await app.NamesAsync("Mudada", "city_id = $1", before));
        Assert.Equal(["Mudada 0002"], await app.NamesAsync("Mudada", "city_id = $1", after));
        Assert.EndsWith("Ese barrio no es de la ciudad elegida.", BulkApp.Table(reverted, "skipped-title").Single(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("rule", "BULK-06")]
    public async Task Who_the_database_refuses_stays_as_he_is_and_is_named_and_the_rest_goes_back()
    {
        await app.CrowdAsync("Negada", 3);
        var zone = await app.ZoneAsync("Zona negada");
        var done = await app.RunAsync(await app.PlannedAsync("?q=negada", [], ("clients.zone", $"{zone}")), "3");
        await app.Database.RunAsync("alter table clients.client add constraint negada_keeps check (name <> 'Negada 0002' or zone_id is not null)");

        var reverted = await app.RevertAsync(done);

        await app.Database.RunAsync("alter table clients.client drop constraint negada_keeps");
        Assert.Equal(["Negada 0002"], await app.NamesAsync("Negada", "zone_id = $1", zone));
        Assert.Contains("Vueltos atrás: 2", reverted.Text, StringComparison.Ordinal);
        Assert.Contains("negada_keeps", BulkApp.Table(reverted, "skipped-title").Single(), StringComparison.Ordinal);
    }

    private Task<int> StopAsync(Guid bulk) => app.Database.RunAsync(
        """
        with stopped as (update clients.bulk_update set state = 'running' where id = $1 returning run_job)
        update host.job set state = 'cancelled' from stopped where job.id = stopped.run_job
        """, bulk);
}
