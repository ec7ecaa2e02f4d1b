using System.Net;

namespace Wisp.Portal.Tests;

/// <summary>What an ISP tells many at once.</summary>
[Collection(PortalTests.Name)]
public sealed class MessageTests(PortalApp app)
{
    [Fact]
    public async Task A_message_reaches_those_of_a_node_after_they_were_counted_and_named()
    {
        var (ana, beto, other) = (await app.ClientAsync(), await app.ClientAsync("Beto Núñez"), await app.ClientAsync("Otra Persona"));
        var node = await app.Database.ValueAsync<Guid>("insert into network.node (name, kind) values ($1, 'tower') returning id", PortalApp.Unique("Mensajera"));
        foreach (var client in (Subscriber[])[ana, beto]) await app.ContractAsync(client.Id, node: node);
        var (browser, phone) = await app.PairedAsync(ana);
        using (browser)
        {
            var title = PortalApp.Unique("Obras");
            var preview = await app.Admin.SubmitAsync(
                await app.Admin.GetAsync("/subscribers/messages"), "form.form", ("Input.Audience", "node"), ("Input.NodeId", $"{node}"), ("Input.Title", title), ("Input.Text", "Mañana de 9 a 10.\nGracias."));
            Assert.Equal(["Clientes: 2"], preview.Texts("#preview-count"));
            Assert.Contains("Entre ellos: Ana Muñoz, Beto Núñez", preview.Text, StringComparison.Ordinal);
            for (var turn = 0; turn < 2; turn++) Assert.Equal("/subscribers/messages", (await app.Admin.SubmitAsync(preview, "button[formaction*=Send]")).Location);

            var told = (await app.Push.UntilAsync(phone, 1)).Single();
            Assert.Equal((title, "Mañana de 9 a 10.\nGracias.", "/portal/notices"), (told.Title, told.Body, told.Url));
            Assert.Equal(title, (await app.MailAsync(beto.Email)).Subject);
            await app.MailAsync(ana.Email);
            Assert.Empty(app.MailsTo(other.Email));
            Assert.Contains("Mañana de 9 a 10.", (await browser.GetAsync("/portal/notices")).Text, StringComparison.Ordinal);

            // Two clients, both told, three deliveries: a phone and two mails.
            var row = await Eventually.BecomesAsync(
                async () => (await app.Admin.GetAsync("/subscribers/messages")).Document.QuerySelectorAll("tbody tr").Single(line => line.TextContent.Contains(title, StringComparison.Ordinal)).QuerySelectorAll("td.num").Select(cell => cell.TextContent).ToArray(),
                cells => cells[2] == "3");
            Assert.Equal(["2", "2", "3", "0", "0", "0"], row);
            Assert.Equal(1, await app.Database.ValueAsync<long>("select count(*) from portal.message where title = $1", title));
        }
    }

    [Fact]
    public async Task What_is_corrected_by_going_back_after_sending_is_named_and_goes_out_when_it_is_sent_again()
    {
        var zone = await app.Database.ValueAsync<Guid>("insert into zones.zone (id, name, color) values (host.uuid7(), $1, '#206bc4') returning id", PortalApp.Unique("Zona"));
        await app.Database.RunAsync("update clients.client set zone_id = $2 where id = $1", (await app.ClientAsync()).Id, zone);
        var (title, corrected) = (PortalApp.Unique("Corte el lunes"), PortalApp.Unique("Corte el martes"));
        var preview = await PreviewAsync("zone", ("Input.ZoneId", $"{zone}"), ("Input.Title", title));
        Assert.Equal("/subscribers/messages", (await app.Admin.SubmitAsync(preview, "button[formaction*=Send]")).Location);

        var back = await app.Admin.SubmitAsync(preview, "button[formaction*=Send]", ("Input.Title", corrected));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, back.Status);
        Assert.Equal([$"Este formulario ya envió «{title}». Si esto también tiene que salir, apretá «Enviar» otra vez: va como un mensaje nuevo."], back.Texts(".error-summary li"));
        Assert.Equal(corrected, back.Document.QuerySelector("#Input_Title")!.GetAttribute("value"));
        Assert.Equal(["Clientes: 1"], back.Texts("#preview-count"));
        Assert.Equal(0, await app.Database.ValueAsync<long>("select count(*) from portal.message where title = $1", corrected));

        for (var press = 0; press < 2; press++) Assert.Equal("/subscribers/messages", (await app.Admin.SubmitAsync(back, "button[formaction*=Send]")).Location);
        Assert.Equal(1, await app.Database.ValueAsync<long>("select count(*) from portal.message where title = $1", title));
        Assert.Equal(1, await app.Database.ValueAsync<long>("select count(*) from portal.message where title = $1 and body = 'Qué tal'", corrected));
    }

    [Fact]
    public async Task Debtors_are_those_with_overdue_invoices_and_a_zone_has_its_own()
    {
        var (late, soon) = (await app.ClientAsync("Debe Mucho"), await app.ClientAsync("Debe Poco"));
        var old = await app.ChargeAsync(late.Id, "100");
        await app.ChargeAsync(soon.Id, "100");
        await app.Database.RunAsync("update billing.invoice set issued_on = '2026-01-01', first_due_date = '2026-01-10', second_due_date = '2026-01-20' where id = $1", old);
        var debtors = await PreviewAsync("debtors");
        Assert.Contains("Debe Mucho", debtors.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Debe Poco", debtors.Text, StringComparison.Ordinal);

        var zone = await app.Database.ValueAsync<Guid>("insert into zones.zone (id, name, color) values (host.uuid7(), $1, '#206bc4') returning id", PortalApp.Unique("Zona"));
        await app.Database.RunAsync("update clients.client set zone_id = $2 where id = $1", soon.Id, zone);
        Assert.Equal(["Clientes: 1"], (await PreviewAsync("zone", ("Input.ZoneId", $"{zone}"))).Texts("#preview-count"));
        var active = await app.Database.ValueAsync<long>("select count(*) from clients.client where status = 'active'");
        Assert.Equal([$"Clientes: {active}"], (await PreviewAsync("everybody")).Texts("#preview-count"));
        Assert.Equal(["Elegí el nodo."], (await PreviewAsync("node")).Texts(".error-summary li"));
    }

    [Fact]
    public async Task It_needs_its_permission_and_reaches_those_of_whom_the_operator_may_know()
    {
        var mine = await app.ClientAsync();
        using var stranger = await app.Wisp.SignInAsync("clients.view");
        Assert.Equal(HttpStatusCode.Forbidden, (await stranger.GetAsync("/subscribers/messages")).Status);
        using var collector = await app.Wisp.SignInAsync("clients.view:own", "portal.messages");
        var preview = await collector.SubmitAsync(await collector.GetAsync("/subscribers/messages"), "form.form", ("Input.Audience", "everybody"), ("Input.Title", "Hola"), ("Input.Text", "A todos"));
        Assert.Equal(["Clientes: 0"], preview.Texts("#preview-count"));
        Assert.Null(preview.Document.QuerySelector("button[formaction*=Send]"));
        Assert.DoesNotContain(mine.Name, preview.Text, StringComparison.Ordinal);
    }

    private async Task<Page> PreviewAsync(string audience, params (string, string?)[] more) =>
        await app.Admin.SubmitAsync(await app.Admin.GetAsync("/subscribers/messages"), "form.form", [("Input.Audience", audience), .. more.Any(field => field.Item1 == "Input.Title") ? [] : new (string, string?)[] { ("Input.Title", "Hola") }, ("Input.Text", "Qué tal"), .. more]);
}
