namespace Wisp.Clients.Tests.Forms;

/// <summary>What the form offers to choose from, from an empty database on.</summary>
public sealed class ChoiceTests(ClientsApp app) : IClassFixture<ClientsApp>
{
    [Fact]
    [Trait("rule", "FORM-16")]
    [Trait("rule", "FORM-19")]
    [Trait("rule", "FORM-20")]
    [Trait("rule", "FORM-22")]
    [Trait("rule", "FORM-23")]
    public async Task Places_and_people_are_offered_once_there_are_some()
    {
        var form = await app.Admin.GetAsync("/clients/new");
        Assert.True(form.Document.QuerySelector("[name=ZoneId]")!.HasAttribute("disabled"));
        Assert.Equal("Todavía no hay zonas. Se crean en Configuración → Zonas.", form.Texts("#ZoneId-hint").Single());
        Assert.Null(form.Document.QuerySelector("[name=SellerId], [name=CollectorId]"));
        Assert.NotNull(form.Document.QuerySelector("[name=Address]"));

        var (city, other) = (await PlaceAsync("city", "Azul"), await PlaceAsync("city", "Tandil"));
        var (center, far) = (await NeighborhoodAsync("Centro", city), await NeighborhoodAsync("Lejos", other));
        var (zone, gone) = (await PlaceAsync("zone", "Norte"), await PlaceAsync("zone", "Vieja", archived: true));
        var (seller, collector) = (await PersonAsync("seller", "Vera Ventas"), await PersonAsync("collector", "Carlos Cobros"));
        var former = await PersonAsync("seller", "Ex Vendedor", archived: true);

        form = await app.Admin.GetAsync("/clients/new");
        Assert.Equal(["Según el punto del mapa", "Ninguno, elegido a mano", "Norte"], form.Texts("[name=ZoneId] option"));
        Assert.False(form.Document.QuerySelector("[name=ZoneId]")!.HasAttribute("disabled"));
        Assert.Equal(["Ninguno", "Vera Ventas"], form.Texts("[name=SellerId] option"));
        Assert.Equal(["Ninguno", "Carlos Cobros"], form.Texts("[name=CollectorId] option"));
        Assert.Equal(["Azul", "Tandil"], form.Document.QuerySelectorAll("[name=NeighborhoodId] optgroup").Select(g => g.GetAttribute("label")));

        // A zone is free of city and neighbourhood; a neighbourhood is not of its city.
        var id = await app.CreatedAsync(("Name", "Ubicada"), ("ZoneId", $"{zone}"), ("CityId", $"{city}"), ("NeighborhoodId", $"{center}"), ("SellerId", $"{seller}"), ("CollectorId", $"{collector}"));
        await app.CreatedAsync(("Name", "Sólo zona"), ("ZoneId", $"{zone}"));
        Assert.Equal("Ese barrio no es de la ciudad elegida.", ClientsApp.Refused(await app.CreateAsync(("Name", "x"), ("CityId", $"{city}"), ("NeighborhoodId", $"{far}")), "NeighborhoodId"));
        Assert.Equal("Ese barrio no es de la ciudad elegida.", ClientsApp.Refused(await app.CreateAsync(("Name", "x"), ("NeighborhoodId", $"{far}")), "NeighborhoodId"));
        Assert.Equal("Ese lugar ya no está disponible.", ClientsApp.Refused(await app.CreateAsync(("Name", "x"), ("ZoneId", $"{gone}")), "ZoneId"));
        Assert.Equal("Ese lugar ya no está disponible.", ClientsApp.Refused(await app.CreateAsync(("Name", "x"), ("ZoneId", $"{Guid.CreateVersion7()}")), "ZoneId"));
        Assert.Equal("Esa persona ya no está disponible.", ClientsApp.Refused(await app.CreateAsync(("Name", "x"), ("SellerId", $"{former}")), "SellerId"));
        Assert.Equal("Esa persona ya no está disponible.", ClientsApp.Refused(await app.CreateAsync(("Name", "x"), ("CollectorId", $"{seller}")), "CollectorId"));

        // What a client has stays his when it is archived, and is not offered to others.
        await app.Database.RunAsync("update zones.zone set archived_at = now() where id = $1", zone);
        ClientsApp.IdOf(await app.EditAsync(id, ("Details", "sigue igual")));
        Assert.Equal(zone, await app.StoredAsync<Guid>(id, "zone_id"));
        Assert.Contains("El actual (archivado)", (await app.Admin.GetAsync($"/clients/{id}/edit")).Texts("[name=ZoneId] option"));
    }

    [Theory]
    [InlineData("ZoneId", "norte")]
    [InlineData("CityId", "1")]
    public async Task What_is_no_choice_at_all_changes_nothing(string field, string value)
    {
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, (await app.CreateAsync(("Name", "Rara"), (field, value))).Status);
    }

    private async Task<Guid> PlaceAsync(string table, string name, bool archived = false) => await app.Database.ValueAsync<Guid>(
        $"insert into zones.{table} (id, name, archived_at) values (host.uuid7(), $1, case when $2 then now() end) returning id", name, archived);

    private async Task<Guid> NeighborhoodAsync(string name, Guid city) => await app.Database.ValueAsync<Guid>(
        "insert into zones.neighborhood (id, name, city_id) values (host.uuid7(), $1, $2) returning id", name, city);

    private async Task<Guid> PersonAsync(string table, string name, bool archived = false) => await app.Database.ValueAsync<Guid>(
        $"insert into clients.{table} (name, archived, created_at, updated_at) values ($1, $2, now(), now()) returning id", name, archived);
}
