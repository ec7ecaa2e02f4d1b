namespace Wisp.Clients.Tests.People;

/// <summary>From the first seller made at its screen to the client that keeps an archived one.</summary>
public sealed class PeopleInFormTests(ClientsApp app) : IClassFixture<ClientsApp>
{
    [Fact]
    [Trait("rule", "FORM-22")]
    [Trait("rule", "FORM-23")]
    public async Task The_form_offers_who_is_active_keeps_who_is_archived_and_hides_the_fields_without_any()
    {
        Assert.Equal(["Todavía no hay vendedores"], (await app.Admin.GetAsync("/clients/sellers")).Texts(".empty h2"));
        Assert.Equal(["Todavía no hay recaudadores"], (await app.Admin.GetAsync("/clients/collectors")).Texts(".empty h2"));
        Assert.Empty(await OfferedAsync("/clients/new", "SellerId"));
        Assert.Empty(await OfferedAsync("/clients/new", "CollectorId"));

        var seller = await app.CreatedPersonAsync("sellers", "Vera Ventas");
        Assert.Equal(["Ninguno", "Vera Ventas"], await OfferedAsync("/clients/new", "SellerId"));
        Assert.Empty(await OfferedAsync("/clients/new", "CollectorId"));
        var collector = await app.CreatedPersonAsync("collectors", "Ciro Cobros");
        await app.CreatedPersonAsync("collectors", "Álvaro Cobros");
        Assert.Equal(["Ninguno", "Álvaro Cobros", "Ciro Cobros"], await OfferedAsync("/clients/new", "CollectorId"));

        // Both are optional.
        var free = await app.CreatedAsync(("Name", "Sin nadie"));
        var kept = await app.CreatedAsync(("Name", "Con ambos"), ("SellerId", $"{seller}"), ("CollectorId", $"{collector}"));
        Assert.Equal(["Vera Ventas | Ninguno | 1"], await app.PeopleAsync("sellers"));
        Assert.Equal(["Álvaro Cobros | Ninguno | 0", "Ciro Cobros | Ninguno | 1"], await app.PeopleAsync("collectors"));

        await app.ArchivePersonAsync("sellers", seller, "keep");
        await app.ArchivePersonAsync("collectors", collector, "keep");

        Assert.Empty(await OfferedAsync("/clients/new", "SellerId"));
        Assert.Empty(await OfferedAsync($"/clients/{free}/edit", "SellerId"));
        Assert.Equal(["Ninguno", "Álvaro Cobros"], await OfferedAsync("/clients/new", "CollectorId"));
        Assert.Equal(["Ninguno", "El actual (archivado)"], await OfferedAsync($"/clients/{kept}/edit", "SellerId"));
        ClientsApp.IdOf(await app.EditAsync(kept, ("Details", "sigue con ellos")));
        Assert.Equal(seller, await app.StoredAsync<Guid>(kept, "seller_id"));
        Assert.Equal(collector, await app.StoredAsync<Guid>(kept, "collector_id"));
        Assert.Contains("Vera Ventas", (await app.Admin.GetAsync($"/clients/{kept}")).Text, StringComparison.Ordinal);
        Assert.Equal("Esa persona ya no está disponible.", ClientsApp.Refused(await app.EditAsync(free, ("SellerId", $"{seller}")), "SellerId"));

        Assert.Equal(["Vera Ventas | Ninguno | 1"], await app.PeopleAsync("sellers", archived: true));
        Assert.Equal("Reactivamos al vendedor «Vera Ventas».", await app.RestorePersonAsync("sellers", seller));
        Assert.Equal(["Ninguno", "Vera Ventas"], await OfferedAsync("/clients/new", "SellerId"));
    }

    private async Task<IReadOnlyList<string>> OfferedAsync(string url, string field) => (await app.Admin.GetAsync(url)).Texts($"[name={field}] option");
}
