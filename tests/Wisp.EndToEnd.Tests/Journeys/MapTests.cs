using System.Globalization;
using System.Text.RegularExpressions;

namespace Wisp.EndToEnd.Tests.Journeys;

/// <summary>The point of a client on the map. Without a background map, as on a fresh machine; the ISP is in Argentina.</summary>
[Collection(SharedSite.Name)]
public sealed class MapTests(Site site)
{
    /// <summary>A pixel and a half at the zoom at which the map of Argentina starts, in degrees.</summary>
    private const double Pixel = 0.13;

    [Fact]
    [Trait("rule", "FORM-16")]
    [Trait("rule", "FORM-18")]
    public Task A_click_sets_the_boxes_a_drag_moves_them_and_the_saved_point_is_there_again() => site.WalkAsync(async walk =>
    {
        var (page, form, map) = (walk.Page, walk.Form, walk.Map);
        await walk.SignInAsync("clients.view", "clients.create", "clients.edit");
        await form.OpenAsync();
        await Expect(map.Button("Quitar el punto")).ToBeDisabledAsync();
        // The map starts at -38.4, -63.6 with 360 / 4096 of a degree a pixel across.
        await map.ClickAsync(right: 64, down: 0);
        await Expect(map.Pin).ToBeVisibleAsync();
        Assert.Equal(-57.975, await DegreesAsync(form, "Longitude"), Pixel);
        Assert.Equal(-38.4, await DegreesAsync(form, "Latitude"), Pixel);
        Assert.Matches(@"^-5[78],\d{1,7}$", await form.Field("Longitude").InputValueAsync());
        await Expect(page.Locator("form[data-dirty]")).ToHaveCountAsync(1);

        var longitude = await DegreesAsync(form, "Longitude");
        await map.DragPinAsync(right: 0, down: 32);
        Assert.Equal(longitude, await DegreesAsync(form, "Longitude"), Pixel);
        Assert.Equal(-40.57, await DegreesAsync(form, "Latitude"), Pixel);

        var typed = (await form.Field("Latitude").InputValueAsync(), await form.Field("Longitude").InputValueAsync());
        await form.Field("Name").FillAsync("Punto Clicado");
        await form.Save.ClickAsync();
        await Expect(walk.Shell.Title).ToHaveTextAsync("Punto Clicado");
        await Expect(map.Pin).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Editar", Exact = true }).ClickAsync();
        await Expect(map.Pin).ToBeVisibleAsync();
        Assert.Equal(typed, (await form.Field("Latitude").InputValueAsync(), await form.Field("Longitude").InputValueAsync()));

        await map.Button("Quitar el punto").ClickAsync();
        await Expect(map.Pin).ToHaveCountAsync(0);
        await Expect(form.Field("Latitude")).ToBeFocusedAsync();
        await Expect(form.Field("Longitude")).ToHaveValueAsync("");
        await form.Save.ClickAsync();
        await Expect(walk.Shell.Main).ToContainTextAsync("Todavía no tiene punto GPS");
        await Expect(map.Ground).ToHaveCountAsync(0);
    });

    [Fact]
    [Trait("rule", "FORM-18")]
    public Task Typing_in_the_boxes_moves_the_pin_and_a_pasted_pair_fills_both() => site.WalkAsync(async walk =>
    {
        var (keys, form, map) = (walk.Page.Keyboard, walk.Form, walk.Map);
        await walk.SignInAsync("clients.view", "clients.create");
        await form.OpenAsync();
        await Expect(map.Ground.Locator(".leaflet-control-scale-line")).ToBeVisibleAsync();
        await form.Field("Latitude").FocusAsync();
        await keys.TypeAsync("-34,9055");
        await Expect(map.Pin).ToHaveCountAsync(0);
        await keys.PressAsync("Tab");
        await keys.TypeAsync("-56.1851");
        await keys.PressAsync("Tab");
        await Expect(map.Pin).ToBeVisibleAsync();
        // Near, with the pin in the middle.
        await Expect(map.Ground.Locator(".leaflet-control-scale-line")).ToHaveTextAsync("100 m");
        await Eventually.BecomesAsync(map.PinFromMiddleAsync, at => at == (0, 0), 10);

        await form.Field("Latitude").FillAsync("-31.383333333, -57.966667");
        await form.Field("Latitude").PressAsync("Tab");
        await Expect(form.Field("Latitude")).ToHaveValueAsync("-31,3833333");
        await Expect(form.Field("Longitude")).ToHaveValueAsync("-57,966667");
        await Eventually.BecomesAsync(map.PinFromMiddleAsync, at => at == (0, 0), 10);

        // What is no point has no pin; the server says why.
        await form.Field("Latitude").FillAsync("-385489406");
        await Expect(map.Pin).ToHaveCountAsync(0);
        await form.Field("Name").FillAsync("Sin Punto");
        await form.Save.ClickAsync();
        await Expect(form.ErrorOf("Latitude")).ToContainTextAsync("No es un punto");
        await Expect(form.Field("Latitude")).ToHaveValueAsync("-385489406");
    });

    [Fact]
    [Trait("rule", "FORM-17")]
    [Trait("rule", "PANEL-04")]
    public Task Address_and_zone_stand_on_the_map_as_they_are_typed_and_then_in_the_panel() => site.WalkAsync(async walk =>
    {
        var (page, form, map) = (walk.Page, walk.Form, walk.Map);
        await site.Database.RunAsync("insert into zones.zone (id, name) values (host.uuid7(), 'Mapa Norte')");
        await Seeds.ClientAsync(site.Database, "Mapa sin punto");
        await walk.SignInAsync("clients.view", "clients.create", "clients.edit");
        await form.OpenAsync();
        await form.Field("Name").FillAsync("Mapa con punto");
        await form.Field("Latitude").FillAsync("-34,9055 -56,1851");
        await form.Field("Address").FillAsync("Casa <b>2</b>");
        await Expect(map.Caption).ToHaveTextAsync("Casa <b>2</b>");
        await form.Field("ZoneId").SelectOptionAsync("Mapa Norte");
        await Expect(map.Caption).ToHaveTextAsync("Casa <b>2</b> · Mapa Norte");
        await form.Save.ClickAsync();
        await Expect(map.Caption).ToHaveTextAsync("Casa <b>2</b> · Mapa Norte");

        await walk.Clients.OpenAsync("?q=mapa");
        await walk.Clients.Row("Mapa con punto").Locator("td").First.ClickAsync();
        await walk.Clients.Panel.GetByRole(AriaRole.Link, new() { Name = "Mapa", Exact = true }).ClickAsync();
        await Expect(map.Caption).ToHaveTextAsync("Casa <b>2</b> · Mapa Norte");
        await Expect(map.Pin).ToBeVisibleAsync();

        // The next client is shown on the same tab.
        await walk.Clients.Selected.FocusAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await Expect(walk.Clients.Panel).ToContainTextAsync("Todavía no tiene punto GPS");
        await Expect(walk.Clients.Panel.GetByRole(AriaRole.Link, new() { Name = "Ubicarlo" })).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("ArrowUp");
        await Expect(map.Pin).ToBeVisibleAsync();
    });

    [Fact]
    public Task The_map_of_the_settings_lies_under_the_point_and_its_author_is_named() => site.WalkAsync(async walk =>
    {
        var (page, map) = (walk.Page, walk.Map);
        var picture = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==");
        var referrers = new List<string?>();
        await page.RouteAsync("https://*.tile.example/**", route =>
        {
            lock (referrers) referrers.Add(route.Request.Headers.GetValueOrDefault("referer"));
            return route.FulfillAsync(new() { ContentType = "image/png", BodyBytes = picture });
        });
        await walk.SignInAsync("*");
        await SetGroundAsync(walk, "https://{s}.tile.example/{z}/{x}/{y}.png", "© Vecinos <i>del</i> mapa");
        await walk.Form.OpenAsync();
        await Expect(map.Pictures.First).ToHaveAttributeAsync("src", new Regex(@"^https://[abc]\.tile\.example/4/\d/\d\d?\.png$"));
        // It was let through by the policy and shown.
        await Expect(map.Ground.Locator("img.leaflet-tile-loaded").First).ToHaveJSPropertyAsync("naturalWidth", 1);
        await Expect(map.Ground.Locator(".leaflet-control-attribution")).ToHaveTextAsync("© Vecinos <i>del</i> mapa");
        // Tile servers want to know who asks, and need not know about whom.
        lock (referrers) Assert.All(referrers, referrer => Assert.Equal(new Uri(page.Url).GetLeftPart(UriPartial.Authority) + "/", referrer));

        await SetGroundAsync(walk, "", "");
        await walk.Form.OpenAsync();
        await Expect(map.Ground.Locator(".map-grid span").First).ToBeAttachedAsync();
        await Expect(map.Pictures).ToHaveCountAsync(0);
    });

    private static async Task SetGroundAsync(Walk walk, string tiles, string attribution)
    {
        await walk.GoAsync("/settings/isp");
        await walk.Form.Field("Form_Tiles").FillAsync(tiles);
        await walk.Form.Field("Form_Attribution").FillAsync(attribution);
        await walk.Form.Save.ClickAsync();
        await Expect(walk.Shell.Toast.First).ToBeVisibleAsync();
    }

    private static async Task<double> DegreesAsync(ClientForm form, string box) =>
        double.Parse(await form.Field(box).InputValueAsync(), CultureInfo.GetCultureInfo("es-AR"));
}
