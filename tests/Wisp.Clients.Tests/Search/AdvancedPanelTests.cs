using System.Net;

namespace Wisp.Clients.Tests.Search;

/// <summary>The panel above the list, and what stands in the URL.</summary>
[Collection(VillageTests.Name)]
public sealed class AdvancedPanelTests(Village village)
{
    [Fact]
    [Trait("rule", "SRCH-01")]
    [Trait("rule", "SRCH-02")]
    public async Task It_opens_above_the_list_with_five_tabs()
    {
        var closed = await village.Admin.GetAsync("/clients");
        var panel = closed.Document.QuerySelector("details.advanced")!;
        Assert.False(panel.HasAttribute("open"));
        Assert.Equal("Búsqueda avanzada", panel.QuerySelector("summary")!.TextContent.Trim());
        Assert.True(panel.CompareDocumentPosition(closed.Document.QuerySelector("#list")!).HasFlag(AngleSharp.Dom.DocumentPositions.Following));

        // With script the fields are asked for when it opens; without, by a link.
        foreach (var page in new[]
        {
            await village.Admin.GetPartAsync(panel.GetAttribute("hx-get")!), await village.Admin.GetAsync(panel.QuerySelector("a")!.GetAttribute("href")!),
        })
        {
            Assert.Equal(["Cliente", "Contrato", "Facturación", "Pasarelas de pago", "Actualización masiva"], page.Texts(".tab-set .tab-choice"));
            Assert.Equal(["client", "contract", "billing", "gateways", "bulk"], page.Document.QuerySelectorAll(".tab-pane").Select(tab => tab.GetAttribute("data-tab")));
            Assert.True(page.Document.QuerySelector("#adv-client")!.HasAttribute("checked"));
            Assert.Contains("limpialos antes de una búsqueda nueva", page.Text, StringComparison.Ordinal);
            Assert.Equal("/clients", page.Document.QuerySelector(".advanced-body > .field-hint a")!.GetAttribute("href"));
        }

        Assert.True((await village.Admin.GetAsync("/clients?adv=bulk")).Document.QuerySelector("#adv-bulk")!.HasAttribute("checked"));
        Assert.False((await village.Admin.GetAsync("/clients?adv=sixth")).Document.QuerySelector("details.advanced")!.HasAttribute("open"));
    }

    [Fact]
    [Trait("rule", "SRCH-04")]
    [Trait("rule", "SRCH-12")]
    public async Task Filters_show_as_chips_that_each_take_out_just_one()
    {
        var query = $"q=correo&status=all&name=munoz&has-email=yes&zone=none&zone={village.North}&kind=other&kind=natural&kind=legal&kind=more"
            + "&created.from=2024-05-01&created.to=2024-06-30&area=-66%20-26,-65%20-26,-65%20-27,-66%20-27&sort=-email&size=50";

        var page = await village.Admin.GetAsync("/clients?" + query);

        Assert.Equal("1 cliente", page.Texts(".list-head [role=status]").Single());
        Assert.Equal(
            [
                "Estado: Todos", "Nombre: munoz", "Tiene e-mail: sí", "Zona: (ninguno), Norte", "Tipo de persona: Otro, Persona física y 2 más",
                "Creado el: 1/5/2024 – 30/6/2024", "Dentro de un área del mapa: dibujada en el mapa",
            ],
            page.Texts(".chip").Select(chip => chip["Quitar el filtro ".Length..]));
        Assert.Equal("/clients", page.Document.QuerySelector(".list-head > a.btn")!.GetAttribute("href"));

        var all = Parts(query);
        foreach (var (chip, gone) in page.Document.QuerySelectorAll(".chip").Zip(new[] { "status", "name", "has-email", "zone", "kind", "created", "area" }))
        {
            var left = Parts(chip.GetAttribute("href")!.Split('?')[1]);
            Assert.Equal(all.Where(part => part.Split('=')[0] != gone && !part.StartsWith(gone + ".", StringComparison.Ordinal)), left);
        }

        // Pages, sizes and sorting keep them all; so does a panel that is sent as it was drawn.
        Assert.All(page.Document.QuerySelectorAll("thead a, .pager a[href]"), link => Assert.Empty(all.Where(part => part[..4] is not ("sort" or "size")).Except(Parts(link.GetAttribute("href")!.Split('?')[1]))));
        var sent = await village.Admin.SubmitAsync(await village.Admin.GetAsync("/clients?adv=contract&" + query), "#search");
        Assert.Equal(page.Texts(".chip"), sent.Texts(".chip"));
        Assert.Equal(page.Texts("tbody tr"), sent.Texts("tbody tr"));
    }

    [Fact]
    [Trait("rule", "SRCH-04")]
    public async Task What_is_typed_while_the_panel_is_closed_goes_with_the_filters()
    {
        var page = await village.Admin.GetAsync("/clients?name=munoz&zone=none&status=all&odd.filter=1");

        var sent = await village.Admin.SubmitAsync(page, "#search", ("q", "fant"));

        Assert.Equal(page.Texts(".chip"), sent.Texts(".chip"));
        Assert.Equal("/clients?q=fant&status=all&name=munoz&zone=none&odd.filter=1", (await village.Admin.GetPartAsync(sent.Url)).Headers["HX-Replace-Url"]);
    }

    [Fact]
    [Trait("case", "I01")]
    public async Task Markup_is_text_in_names_filters_and_chips()
    {
        const string Markup = "<svg/onload=alert(1)>";
        var typed = Uri.EscapeDataString(Markup);

        var page = await village.Admin.GetAsync($"/clients?adv=client&q={typed}&name={typed}&id={typed}&seller={typed}&odd.{typed}=1");
        Assert.Null(page.Document.QuerySelector("svg[onload]"));
        Assert.Equal(Markup, page.Document.QuerySelector("#f-name")!.GetAttribute("value"));

        page = await village.Admin.GetAsync($"/clients?q={typed}&name={typed}&address=alert(2)&adv=client");
        Assert.Equal([Markup], page.Texts("tbody .col-name a"));
        Assert.Equal(["Quitar el filtro Nombre: " + Markup, "Quitar el filtro Dirección: alert(2)"], page.Texts(".chip"));
        var id = page.Document.QuerySelector("tbody tr")!.GetAttribute("data-href")!;
        foreach (var url in new[] { id, id + "/edit", id + "/panel", id + "/panel?tab=map", id + "/history", id + "/deactivate", $"/clients/find?q={typed}", $"/clients?q={typed}zzz" })
        {
            var shown = await village.Admin.GetAsync(url);
            Assert.Equal(HttpStatusCode.OK, shown.Status);
            Assert.Null(shown.Document.QuerySelector("svg[onload]"));
            Assert.Contains("&lt;svg/onload=alert(", shown.Body, StringComparison.Ordinal);
        }
    }

    private static List<string> Parts(string query) => [.. query.Split('&').Select(Uri.UnescapeDataString).Where(part => part[..4] is not "adv=")];
}
