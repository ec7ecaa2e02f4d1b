using System.Net;
using Wisp.Testing;

namespace Wisp.Host.Tests.Admin;

public sealed class HelpTests(OwnHost host) : IClassFixture<OwnHost>
{
    private const string Menu = "#help-menu .menu-list a";
    private const string Chat = ".topbar > a[target]";
    private readonly WispApp _app = host.App;
    private readonly Browser _admin = host.Admin;

    [Fact]
    [Trait("rule", "HELP-01")]
    [Trait("rule", "HELP-02")]
    [Trait("rule", "HELP-03")]
    public async Task What_the_isp_sets_is_offered_on_every_page_and_what_it_leaves_empty_is_not()
    {
        await SaveAsync(("Form.Assistant", ""), ("Form.Chat", ""));
        using var clerk = await _app.SignInAsync("clients.view");
        foreach (var url in new[] { "/", "/clients", "/account" })
        {
            var page = await clerk.GetAsync(url);
            Assert.Empty(page.Document.QuerySelectorAll("#help-menu"));
            Assert.Empty(page.Document.QuerySelectorAll(Chat));
        }

        await SaveAsync(("Form.Assistant", "https://wa.me/5492920000000?text=hola&x=1"));
        Assert.Equal(["Asistente por WhatsApp, se abre en otra pestaña"], (await clerk.GetAsync("/clients")).Texts(Menu));
        Assert.Empty((await clerk.GetAsync("/clients")).Document.QuerySelectorAll(Chat));

        await SaveAsync(
            ("Form.Chat", "https://soporte.example/chat"),
            ("Form.Links[0].Order", "20"), ("Form.Links[0].Label", "Exportar"), ("Form.Links[0].Url", "https://videos.example/exportar"),
            ("Form.Links[1].Order", ""), ("Form.Links[1].Label", "Sin número"), ("Form.Links[1].Url", "http://wiki.lan/guia"),
            ("Form.Links[2].Order", "3"), ("Form.Links[2].Label", "<b>Alta</b>"), ("Form.Links[2].Url", "https://videos.example/alta"));
        foreach (var url in new[] { "/", "/clients", "/account", "/nowhere" })
        {
            var page = await clerk.GetAsync(url);
            var links = page.Document.QuerySelectorAll($"{Menu}, {Chat}").ToList();
            Assert.Equal(
                ["https://soporte.example/chat", "https://wa.me/5492920000000?text=hola&x=1", "https://videos.example/alta", "https://videos.example/exportar", "http://wiki.lan/guia", "https://soporte.example/chat"],
                links.Select(link => link.GetAttribute("href")));
            Assert.Equal(
                ["Asistente por WhatsApp", "<b>Alta</b>", "Exportar", "Sin número", "Chat de soporte"],
                page.Texts(Menu).Select(text => text.Split(',')[0]));
            Assert.All(links, link => Assert.Equal(("_blank", "noopener"), (link.GetAttribute("target"), link.GetAttribute("rel"))));
        }

        // Strangers are told nothing of it.
        using var stranger = _app.NewBrowser();
        Assert.DoesNotContain("soporte.example", (await stranger.GetAsync("/sign-in")).Body, StringComparison.Ordinal);

        // The list comes back in its order, and a cleared line is gone.
        var form = await _admin.GetAsync("/settings/help");
        Assert.Equal(["<b>Alta</b>", "Exportar", "Sin número", "", "", ""], form.Document.QuerySelectorAll("[name$='.Label']").Select(box => box.GetAttribute("value") ?? ""));
        await SaveAsync(("Form.Links[0].Label", ""), ("Form.Links[0].Url", " "), ("Form.Chat", ""));
        Assert.Equal(["Asistente por WhatsApp", "Exportar", "Sin número"], (await clerk.GetAsync("/")).Texts(Menu).Select(text => text.Split(',')[0]));
        Assert.Empty((await clerk.GetAsync("/")).Document.QuerySelectorAll(Chat));
        Assert.Equal("form", await _app.Database.ValueAsync<string>(
            "select channel from host.audit where table_name = 'setting' and new::text like '%Exportar%' order by id desc limit 1"));
    }

    [Theory]
    [InlineData("Form.Assistant", "wa.me/549", "Dirección: «wa.me/549» no sirve. Tiene que empezar con https://, o con http:// si es de la red interna.")]
    [InlineData("Form.Assistant", "javascript:alert(1)", null)]
    [InlineData("Form.Assistant", "javascript://wa.me/%0Aalert(1)", null)]
    [InlineData("Form.Assistant", "data:text/html,x", null)]
    [InlineData("Form.Assistant", "whatsapp://send?phone=1", null)]
    [InlineData("Form.Assistant", "//wa.me/549", null)]
    [InlineData("Form.Assistant", "https://", null)]
    [InlineData("Form.Assistant", "https:\\\\wa.me", null)]
    [InlineData("Form.Assistant", "https://wa.me/5 49", null)]
    [InlineData("Form.Assistant", "https://us:pw@wa.me/", null)]
    [InlineData("Form.Chat", "http://chat.example/", null)]
    [InlineData("Form.Chat", "http://8.8.8.8/", null)]
    [InlineData("Form.Chat", "http://172.32.0.1/", null)]
    [InlineData("Form.Links[0].Url", "http://videos.example/", null)]
    [InlineData("Form.Links[0].Url", "", "Dirección: falta la de «Video».")]
    [InlineData("Form.Links[0].Label", "", "Nombre: «» tiene 0 caracteres: van de 1 a 60.")]
    [InlineData("Form.Links[0].Label", "a\u0001b", "No puede tener saltos de línea ni otros caracteres de control.")]
    [InlineData("Form.Links[0].Order", "0", "Orden: «0» no es un número entero de 1 a 999.")]
    [InlineData("Form.Links[0].Order", "1000", "Orden: «1000» no es un número entero de 1 a 999.")]
    [InlineData("Form.Links[0].Order", "1,5", "Orden: «1,5» no es un número entero de 1 a 999.")]
    public async Task What_is_wrong_is_said_beside_its_field_and_nothing_is_saved(string field, string value, string? said)
    {
        var before = await Stored.AsItIsAsync(_app.Database);
        var typed = new List<(string, string?)> { ("Form.Links[0].Label", "Video"), ("Form.Links[0].Url", "https://videos.example/"), ("Form.Links[0].Order", "1") };
        typed.RemoveAll(t => t.Item1 == field);
        typed.Add((field, value));

        var answer = await _admin.SubmitAsync(await _admin.GetAsync("/settings/help"), "main form", [.. typed]);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        said ??= $"Dirección: «{value}» no sirve. Tiene que empezar con https://, o con http:// si es de la red interna.";
        Assert.Equal(said, answer.Document.GetElementById($"{field.Replace('.', '_')}-error")!.TextContent);
        Assert.Equal($"#{field.Replace('.', '_')}", answer.Document.QuerySelector(".error-summary li a")!.GetAttribute("href"));
        Assert.Equal(value, answer.Document.GetElementById(field.Replace('.', '_'))!.GetAttribute("value") ?? "");
        Assert.Equal(before, await Stored.AsItIsAsync(_app.Database));
    }

    [Theory]
    [InlineData("http://localhost/ayuda")]
    [InlineData("http://192.168.1.20:8080/wiki")]
    [InlineData("http://10.0.0.5/")]
    [InlineData("http://172.16.0.1/")]
    [InlineData("http://[fd00::1]/")]
    [InlineData("http://wiki/")]
    [InlineData("HTTPS://soporte.example/á?x=«y»")]
    public async Task Addresses_of_the_own_network_may_do_without_a_certificate(string url)
    {
        await SaveAsync(("Form.Chat", url));

        Assert.Equal(url, (await _admin.GetAsync("/")).Document.QuerySelector(Chat)!.GetAttribute("href"));
    }

    [Fact]
    public async Task Limits_are_told()
    {
        var form = await _admin.GetAsync("/settings/help");
        Assert.Contains("Dirección: tiene 501 caracteres y entran hasta 500.", (await SubmitAsync(form, ("Form.Chat", "https://x.example/" + new string('a', 483)))).Text, StringComparison.Ordinal);
        Assert.Contains("tiene 61 caracteres: van de 1 a 60.", (await SubmitAsync(form, ("Form.Links[0].Label", new string('ñ', 61)), ("Form.Links[0].Url", "https://x.example/"))).Text, StringComparison.Ordinal);
        var many = Enumerable.Range(0, 21).SelectMany(at => new (string, string?)[] { ($"Form.Links[{at}].Label", $"{at}"), ($"Form.Links[{at}].Url", "https://x.example/") });
        Assert.Contains("Guías y videos: hay 21 y entran hasta 20.", (await SubmitAsync(form, [.. many])).Text, StringComparison.Ordinal);
        Assert.True((int)(await SubmitAsync(form, ("Form.Links[5000].Label", "x"))).Status < 500);
    }

    private Task<Page> SubmitAsync(Page form, params (string Name, string? Value)[] typed) => _admin.SubmitAsync(form, "main form", typed);

    private async Task SaveAsync(params (string Name, string? Value)[] typed)
    {
        var answer = await SubmitAsync(await _admin.GetAsync("/settings/help"), typed);
        Assert.True(answer.Status == HttpStatusCode.Redirect, answer.Text);
    }
}
