namespace Wisp.Clients.Tests.Placing;

/// <summary>Clients fall into zones by their point; a worker follows new borders.</summary>
public sealed class PlacingTests(PlacingApp app) : IClassFixture<PlacingApp>
{
    [Fact]
    [Trait("rule", "FORM-20")]
    public async Task A_point_decides_the_zone_and_the_neighbourhood_until_a_person_does()
    {
        var city = await app.PlaceAsync("city", "Salto");
        var zone = await app.DrawAsync("zone", "Norte", 10, 10, 1);
        var other = await app.PlaceAsync("zone", "A mano");
        var barrio = await app.DrawAsync("neighborhood", "Cerro", 10, 10, 0.5, ("city_id", city));
        var id = await app.Clients.CreatedAsync(("Name", "Punto Uno"), ("Latitude", "10,25"), ("Longitude", "10,25"));
        Assert.Equal((zone, false, barrio, city), await app.PlacesAsync(id));

        // Out of the neighbourhood and still in the zone.
        await app.EditAsync(id, ("Latitude", "10,75"));
        Assert.Equal((zone, false, null, city), await app.PlacesAsync(id));

        // By hand: another zone, then none, and the point does not speak any more.
        await app.EditAsync(id, ("ZoneId", $"{other}"));
        Assert.Equal((other, true, null, city), await app.PlacesAsync(id));
        await app.EditAsync(id, ("ZoneId", $"{Guid.Empty}"));
        Assert.Equal((null, true, null, city), await app.PlacesAsync(id));
        await app.EditAsync(id, ("Latitude", "10,3"));
        Assert.Equal((null, true, barrio, city), await app.PlacesAsync(id));

        // Given back to the point.
        await app.EditAsync(id, ("ZoneId", ""));
        Assert.Equal((zone, false, barrio, city), await app.PlacesAsync(id));

        // Without a point there is nothing to go by.
        await app.EditAsync(id, ("Latitude", ""), ("Longitude", ""));
        Assert.Equal((null, false, null, city), await app.PlacesAsync(id));
    }

    [Fact]
    public async Task The_form_says_what_the_point_means()
    {
        await app.DrawAsync("zone", "Oeste", 20, 20, 1);

        Assert.Equal("Por el punto: Zona Oeste.", (await app.Clients.Admin.GetAsync("/clients/place-at?latitude=20,5&longitude=20,5")).Text);
        Assert.Equal("Por el punto: fuera de todo.", (await app.Clients.Admin.GetAsync("/clients/place-at?latitude=-60&longitude=20,5")).Text);
        Assert.Equal("Sin punto en el mapa.", (await app.Clients.Admin.GetAsync("/clients/place-at?latitude=&longitude=")).Text);
        Assert.Equal("", (await app.Clients.Admin.GetAsync("/clients/place-at?latitude=x&longitude=0,0];alert(1)//")).Text);
    }

    [Fact]
    public async Task A_neighbourhood_of_another_city_is_not_the_points_to_give()
    {
        var (here, there) = (await app.PlaceAsync("city", "Aquí"), await app.PlaceAsync("city", "Allá"));
        var barrio = await app.DrawAsync("neighborhood", "De aquí", 30, 30, 1, ("city_id", here));
        var id = await app.Clients.CreatedAsync(("Name", "Punto Dos"), ("Latitude", "30,5"), ("Longitude", "30,5"), ("CityId", $"{there}"));
        Assert.Equal((null, false, null, there), await app.PlacesAsync(id));

        await app.EditAsync(id, ("CityId", $"{here}"));
        Assert.Equal((null, false, barrio, here), await app.PlacesAsync(id));
    }

    [Fact]
    public async Task Overlaps_go_to_the_higher_priority_and_then_to_the_older_zone_borders_included()
    {
        var first = await app.DrawAsync("zone", "Primera", 40, 40, 2);
        var second = await app.DrawAsync("zone", "Segunda", 41, 40, 2);
        async Task<Guid?> AtAsync(string longitude) => (await app.PlacesAsync(await app.Clients.CreatedAsync(("Name", ClientsApp.Unique("Borde")), ("Latitude", "41"), ("Longitude", longitude)))).Zone;

        Assert.Equal(first, await AtAsync("41,5"));
        Assert.Equal(first, await AtAsync("42"));
        Assert.Equal(second, await AtAsync("42,0000001"));

        await app.Clients.Database.RunAsync("update zones.zone set priority = 5 where id = $1", second);
        Assert.Equal(second, await AtAsync("42"));
        Assert.Equal(second, await AtAsync("41"));
        Assert.Equal(first, await AtAsync("40,9999999"));
    }

    [Fact]
    [Trait("rule", "FORM-21")]
    public async Task An_archived_zone_leaves_its_clients_to_their_points()
    {
        var small = await app.DrawAsync("zone", "Chica", 50, 50, 1, ("priority", 9));
        var large = await app.DrawAsync("zone", "Grande", 49, 49, 3);
        var id = await app.Clients.CreatedAsync(("Name", "Punto Tres"), ("Latitude", "50,5"), ("Longitude", "50,5"));
        Assert.Equal(small, (await app.PlacesAsync(id)).Zone);

        await app.Clients.Admin.SubmitAsync(await app.Clients.Admin.GetAsync($"/zones/zones/archive/{small}"), "form.form", ("Input.Target", "none"));

        Assert.Equal((large, false), ((await app.PlacesAsync(id)).Zone, (await app.PlacesAsync(id)).ByHand));
    }
}
