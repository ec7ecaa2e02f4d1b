namespace Wisp.Clients.Tests.Import;

/// <summary>Imported clients fall into the zone of their point, unless the file names one.</summary>
[Collection(ImportTests.Name)]
public sealed class PlacedTests(ImportApp app)
{
    private const string Head = "Nombre;Documento/cédula;Zona;Latitud;Longitud\n";

    [Fact]
    [Trait("rule", "IMP-01")]
    public async Task A_point_places_an_imported_client_and_the_same_file_again_changes_nothing()
    {
        var zone = await app.Database.ValueAsync<Guid>(
            "insert into zones.zone (id, name, area) values (host.uuid7(), 'Del punto', ext.st_multi(ext.st_forcepolygonccw(ext.st_makeenvelope(-62, -38, -61, -37, 4326)))) returning id");
        await app.Database.RunAsync(
            "insert into zones.piece (place_id, kind, rank, cell) select id, 'zone', zones.rank_of(priority, public_id), ext.st_envelope(area) from zones.zone where id = $1", zone);
        const string file = Head + "Placida Punto;20111222;;-37,5;-61,5\nPlacida Nombrada;20111223;Otra del archivo;-37,5;-61,5\nPlacida Lejos;20111224;;-30;-61,5\n";

        Assert.Equal(("done", 3L, 0L, 0L), (await app.ImportAsync(file)).Counts);
        Assert.Equal(zone, await app.OfAsync<Guid>("Placida Punto", "zone_id"));
        Assert.False(await app.OfAsync<bool>("Placida Punto", "zone_by_hand"));
        Assert.Equal("Otra del archivo", await app.OfAsync<string>("Placida Nombrada", "(select z.name from zones.zone z where z.id = zone_id)"));
        Assert.True(await app.OfAsync<bool>("Placida Nombrada", "zone_by_hand"));
        Assert.Null(await app.OfAsync<Guid?>("Placida Lejos", "zone_id"));

        Assert.Equal(("done", 0L, 3L, 0L), (await app.ImportAsync(file)).Counts);
    }
}
