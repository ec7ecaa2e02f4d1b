using System.Net;
using System.Text.Json;
using Wisp.Testing;

namespace Wisp.Host.Tests.Admin;

/// <summary>The background map: what may be its address, and what the content policy makes of it.</summary>
public sealed class MapSettingsTests(OwnHost host) : IClassFixture<OwnHost>
{
    private const string Bare = "img-src 'self' data:";

    private readonly Browser _admin = host.Admin;

    [Theory]
    [InlineData("https://tile.example/{z}/{x}/{y}.png", "https://tile.example")]
    [InlineData("https://TILE.Example/{z}/{x}/{y}{r}.png?key=a'b;c", null)]
    [InlineData("https://TILE.Example/{z}/{x}/{y}{r}.png?key=ab;c", "https://tile.example")]
    [InlineData("http://192.168.0.5:8080/{z}/{x}/{y}.png", "http://192.168.0.5:8080")]
    [InlineData("https://{s}.tile.example/{z}/{x}/{y}.png", "https://a.tile.example https://b.tile.example https://c.tile.example")]
    [InlineData("https://mapa-{s}.example/{z}/{y}/{x}", "https://mapa-a.example https://mapa-b.example https://mapa-c.example")]
    [InlineData("https://tile.example", null)]
    [InlineData("https://tile.example/{z}/{x}", null)]
    [InlineData("https://tile.example/{z}/{x}/{y}/{s}", null)]
    [InlineData("https://tile.example/{z}/{x}/{y}/{id}", null)]
    [InlineData("ftp://tile.example/{z}/{x}/{y}", null)]
    [InlineData("javascript:alert(1)//{z}/{x}/{y}", null)]
    [InlineData("data:image/png,{z}{x}{y}", null)]
    [InlineData("//tile.example/{z}/{x}/{y}", null)]
    [InlineData("https://a.example; script-src *; /{z}/{x}/{y}", null)]
    [InlineData("https://a.example;/{z}/{x}/{y}", null)]
    [InlineData("https://a.example, https://b.example/{z}/{x}/{y}", null)]
    [InlineData("https://a.example https://b.example/{z}/{x}/{y}", null)]
    [InlineData("https://a.example\r\nX-Evil: 1/{z}/{x}/{y}", null)]
    [InlineData("https://a.example/{z}/{x}/{y}\nhttps://b.example", null)]
    [InlineData("https://*/{z}/{x}/{y}", null)]
    [InlineData("https://*.example/{z}/{x}/{y}", null)]
    [InlineData("https://{s}{z}.example/{z}/{x}/{y}", null)]
    [InlineData("https://a.{s}.example/{z}/{x}/{y}", null)]
    [InlineData("https://user:word@a.example/{z}/{x}/{y}", null)]
    [InlineData("https://a.example:99999/{z}/{x}/{y}", null)]
    [InlineData("https://a.example:/{z}/{x}/{y}", null)]
    [InlineData("https://'unsafe-inline'/{z}/{x}/{y}", null)]
    [InlineData("https://a..example/{z}/{x}/{y}", null)]
    [InlineData("https://-/{z}/{x}/{y}", null)]
    [InlineData("https:///{z}/{x}/{y}", null)]
    [InlineData("https://ñandú.example/{z}/{x}/{y}", null)]
    public async Task The_policy_lets_in_the_servers_of_an_address_and_nothing_else(string address, string? origins)
    {
        await SaveAsync("", "");
        var answer = await SaveAsync(address, "");
        var page = await _admin.GetAsync("/settings/isp");
        var policy = page.Headers["Content-Security-Policy"];
        Assert.Equal(origins is null ? Bare : $"{Bare} {origins}", policy[policy.IndexOf("img-src", StringComparison.Ordinal)..]);
        Assert.Equal(origins is null ? "" : address, page.Document.QuerySelector("#Form_Tiles")!.GetAttribute("value"));
        Assert.Equal(origins is null ? null : address, Told(page).GetProperty("tiles").GetString());
        if (origins is not null) return;
        var said = answer.Document.QuerySelector("#Form_Tiles-error")!.TextContent;
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Contains($"«{address}»", said, StringComparison.Ordinal);
        Assert.Contains("{z}", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://a.example; script-src *; /{z}/{x}/{y}")]
    [InlineData("https://*.example/{z}/{x}/{y}")]
    public async Task What_came_into_the_database_by_another_way_does_not_reach_the_policy(string address)
    {
        await using var app = await WispApp.StartAsync();
        await app.Database.RunAsync("insert into host.setting (key, value) values ('host.map', jsonb_build_object('tiles', $1, 'attribution', ''))", address);
        using var admin = await app.SignInAsAdminAsync();
        var page = await admin.GetAsync("/");
        Assert.EndsWith(Bare, page.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, Told(page).GetProperty("tiles").ValueKind);
    }

    [Fact]
    public async Task Only_pages_that_can_show_a_map_may_load_its_pictures()
    {
        await SaveAsync("https://tile.example/{z}/{x}/{y}.png", "");
        using var stranger = host.App.NewBrowser();
        foreach (var (browser, url) in new[] { (stranger, "/sign-in"), (_admin, "/css/site.css"), (_admin, "/health") })
            Assert.EndsWith(Bare, (await browser.GetAsync(url)).Headers["Content-Security-Policy"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_author_is_text_whatever_it_holds_and_too_much_is_refused()
    {
        var author = "© \"O'Brien\" </head><script>alert(1)</script>";
        await SaveAsync("", author);
        var page = await _admin.GetAsync("/settings/isp");
        Assert.Equal(author, page.Document.QuerySelector("#Form_Attribution")!.GetAttribute("value"));
        Assert.Equal(author, Told(page).GetProperty("attribution").GetString());
        Assert.DoesNotContain("<script>alert", page.Body, StringComparison.Ordinal);

        var answer = await SaveAsync("", new string('a', 201));
        Assert.Equal("El texto tiene 201 letras y el máximo es 200.", answer.Texts("#Form_Attribution-error").Single());
        Assert.Contains("control", (await SaveAsync("", "a\u0001b")).Texts("#Form_Attribution-error").Single(), StringComparison.Ordinal);
        answer = await SaveAsync("https://tile.example/{z}/{x}/{y}/" + new string('a', 500), "");
        Assert.Equal("La dirección tiene 533 letras y el máximo es 500.", answer.Texts("#Form_Tiles-error").Single());
        answer = await SaveAsync("https://tile.example/{z}/1.png", "");
        Assert.Equal("A «https://tile.example/{z}/1.png» le falta {x}, {y}: la dirección lleva {z}, {x} e {y}.", answer.Texts("#Form_Tiles-error").Single());
    }

    private async Task<Page> SaveAsync(string tiles, string author) =>
        await _admin.SubmitAsync(await _admin.GetAsync("/settings/isp"), "main form", ("Form.Tiles", tiles), ("Form.Attribution", author));

    private static JsonElement Told(Page page) =>
        JsonDocument.Parse(page.Document.QuerySelector("meta[name=wisp-map]")!.GetAttribute("content")!).RootElement;
}
