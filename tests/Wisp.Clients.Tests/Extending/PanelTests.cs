using System.Net;

namespace Wisp.Clients.Tests.Extending;

/// <summary>Tabs of the panel and cards of a client's page that a module adds; each is a page of its own.</summary>
[Collection(ExtendingTests.Name)]
public sealed class PanelTests(PartsApp app)
{
    [Fact]
    [Trait("rule", "PANEL-01")]
    public async Task Tabs_stand_in_order_and_each_is_asked_for_by_itself()
    {
        var id = await app.StoreAsync("Con panel");
        await app.PartAsync(id, "antenna");

        var panel = await app.Admin.GetPartAsync($"/clients/{id}/panel?tab=parts.notes");

        Assert.Equal(["Datos", "Cuenta corriente", "Contratos y nodos", "Consumo", "Partes", "Mapa", "Pasarelas de pago", "Dispositivos", "Rota", "Auditorías"], panel.Texts(".tabs a"));
        Assert.Equal("Partes", panel.Texts(".tabs a[aria-current=page]").Single());
        var body = panel.Document.QuerySelector(".panel-body [hx-get]")!;
        Assert.Equal(($"/parts/{id}/notes", "load"), (body.GetAttribute("hx-get"), body.GetAttribute("hx-trigger")));
        Assert.Equal("antenna", (await app.Admin.GetPartAsync(body.GetAttribute("hx-get")!)).Texts(".part").Single());

        // A failing one fails alone: the panel and its neighbours are there.
        var broken = await app.Admin.GetPartAsync($"/clients/{id}/panel?tab=parts.failing");
        Assert.Equal((HttpStatusCode.OK, 10), (broken.Status, broken.Texts(".tabs a").Count));
        var failed = await app.Admin.GetPartAsync(broken.Document.QuerySelector(".panel-body [hx-get]")!.GetAttribute("hx-get")!);
        Assert.Equal(HttpStatusCode.InternalServerError, failed.Status);
        Assert.DoesNotContain("<html", failed.Body, StringComparison.OrdinalIgnoreCase);
        foreach (var tab in new[] { "data", "map", "history", "parts.notes", "parts.lost", "nonsense" })
        {
            var one = await app.Admin.GetPartAsync($"/clients/{id}/panel?tab={tab}");
            Assert.Equal((HttpStatusCode.OK, tab is "parts.lost" or "nonsense" ? "data" : tab), (one.Status, one.Document.QuerySelector("[data-panel-tab]")!.GetAttribute("data-panel-tab")));
        }
    }

    [Fact]
    [Trait("rule", "VIEW-01")]
    public async Task Cards_stand_in_order_and_each_is_asked_for_by_itself()
    {
        var id = await app.StoreAsync("Con tarjetas");
        await app.PartAsync(id, "router");

        var page = await app.Admin.GetAsync($"/clients/{id}");

        Assert.Equal(["Datos personales", "Ubicación", "Rota", "Cuenta corriente", "Facturación", "Contratos y nodos", "Consumo", "Partes", "Dispositivos", "Auditorías"], page.Texts(".cards > .card h2"));
        Assert.Equal([$"/parts/{id}/failing", $"/parts/{id}/notes"], page.Document.QuerySelectorAll(".cards [hx-get^='/parts']").Select(card => card.GetAttribute("hx-get")));
        Assert.Equal(["Contratos y nodos", "Consumo", "Partes", "Auditorías"], page.Texts(".cards > .card.wide h2"));
        Assert.Equal("router", (await app.Admin.GetPartAsync($"/parts/{id}/notes")).Texts(".part").Single());
    }

    [Fact]
    public async Task Those_with_a_permission_do_not_exist_for_others()
    {
        var id = await app.StoreAsync("Con secretos");
        await app.PartAsync(id, "router");
        using var viewer = await app.Wisp.SignInAsync("clients.view");

        var panel = await viewer.GetPartAsync($"/clients/{id}/panel?tab=parts.notes");

        Assert.Equal(["Datos", "Mapa", "Dispositivos", "Rota"], panel.Texts(".tabs a"));
        Assert.Equal("Datos", panel.Texts(".tabs a[aria-current=page]").Single());
        Assert.Equal(["Rota"], (await viewer.GetAsync($"/clients/{id}")).Texts(".cards > .card:has([hx-get^='/parts']) h2"));
        Assert.Equal(HttpStatusCode.Forbidden, (await viewer.GetPartAsync($"/parts/{id}/notes")).Status);

        // Nor does a client of others for a collector, on the module's own page.
        using var collector = await app.Wisp.SignInAsync("clients.view:own", "parts.see");
        Assert.Equal(HttpStatusCode.NotFound, (await collector.GetPartAsync($"/parts/{id}/notes")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await collector.GetPartAsync($"/clients/{id}/panel?tab=parts.notes")).Status);
    }
}
