using System.Net;
using System.Text.Json;

namespace Wisp.Network.Tests;

/// <summary>Who sees all clients but only the contracts of those whom he collects; and who sees no contracts.</summary>
[Collection(ScreenTests.Name)]
public sealed class ScopeTests(NetworkApp app)
{
    [Fact]
    public async Task The_scope_own_of_contracts_holds_wherever_clients_are_shown()
    {
        var word = NetworkApp.Unique("Alcance");
        var (mine, other, bare) = (await app.ClientAsync($"{word} Mía"), await app.ClientAsync($"{word} Ajena"), await app.ClientAsync($"{word} Pelada"));
        foreach (var client in new[] { mine, other }) await app.ContractAsync(client, "disabled", "system", node: app.Node);
        await app.Database.RunAsync("update clients.client set location = ext.st_setsrid(ext.st_point(-25, 12), 4326) where id in ($1, $2)", mine, other);
        using var reader = await CollectorAsync(mine, "clients.view", "contracts.view:own", "contracts.edit");

        var rows = (await reader.GetAsync($"/clients?q={word}&sort=network.contracts")).Document.QuerySelectorAll("tbody tr")
            .Select(row => (row.QuerySelector(".col-name a")!.TextContent, row.QuerySelector("td[data-label=Contratos]")!.TextContent.Trim(), row.QuerySelector("td[data-label=Plan]")!.TextContent.Trim()));
        Assert.Equal([($"{word} Mía", "1 · Deshabilitado por el sistema", "Hogar"), ($"{word} Ajena", "", ""), ($"{word} Pelada", "", "")], rows.OrderBy(row => row.Item2.Length == 0).ThenBy(row => row.TextContent));
        foreach (var filter in new[] { "network.state=system", $"network.plan={app.Plan}", $"network.server={app.Server}", $"network.node={app.Node}", "network.start.from=2026-01-01", "network.any=yes" })
            Assert.Equal([$"{word} Mía"], (await reader.GetAsync($"/clients?q={word}&{filter}")).Texts("tbody .col-name a"));
        Assert.Empty((await reader.GetAsync($"/clients?q={word}&network.any=no")).Texts("tbody .col-name a"));
        Assert.Equal([$"{word} Pelada"], (await app.Admin.GetAsync($"/clients?q={word}&network.any=no")).Texts("tbody .col-name a"));

        var points = (await reader.GetAsync("/clients/map?handler=Points&zoom=16&west=-25.01&south=11.99&east=-24.99&north=12.01&color=network.state")).Body;
        var tones = JsonDocument.Parse(points).RootElement.GetProperty("clients").EnumerateArray()
            .ToDictionary(one => one.GetProperty("id").GetGuid(), one => one.GetProperty("tone").GetString());
        Assert.Equal(("red", null), (tones[mine], tones[other]));

        Assert.Equal(HttpStatusCode.OK, (await reader.GetAsync($"/contracts/new/{mine}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await reader.GetAsync($"/contracts/new/{other}")).Status);
        Assert.Equal(
            ["Tu rol ve los contratos de los clientes que cobrás, y este no es uno de ellos."], (await reader.GetAsync($"/contracts/of/{other}")).Texts("p"));
        Assert.NotEqual(Guid.Empty, bare);
    }

    [Fact]
    [Trait("rule", "PANEL-08")]
    public async Task A_clients_audits_leave_out_contracts_that_the_reader_may_not_see()
    {
        var (mine, other) = (await app.ClientAsync("Vista"), await app.ClientAsync("No vista"));
        foreach (var client in new[] { mine, other })
        {
            await app.CreatedAsync(client, ("Input.Address", "Calle Reservada 9"));
            await app.Database.RunAsync("update clients.client set name = name || ' bis' where id = $1", client);
        }

        using var clerk = await app.Wisp.SignInAsync("clients.view", "audit.view");
        using var collector = await CollectorAsync(mine, "clients.view", "audit.view", "contracts.view:own");

        Assert.Contains("Calle Reservada 9", (await collector.GetAsync($"/clients/{mine}/history")).Text, StringComparison.Ordinal);
        foreach (var (reader, client) in new[] { (clerk, mine), (clerk, other), (collector, other) })
        {
            var page = await reader.GetAsync($"/clients/{client}/history");
            Assert.Contains(" bis", page.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("Calle Reservada 9", page.Body, StringComparison.Ordinal);
            Assert.DoesNotContain("network.contract", page.Body, StringComparison.Ordinal);
        }
    }

    private async Task<Browser> CollectorAsync(Guid client, params string[] permissions)
    {
        var account = await Accounts.MakeAsync(app.Database, permissions);
        await app.Database.RunAsync(
            """
            with collector as (insert into clients.collector (name, operator_id, created_at, updated_at) values ($3, $1, now(), now()) returning id)
            update clients.client set collector_id = collector.id from collector where client.id = $2
            """, account.Id, client, NetworkApp.Unique("Cobra"));
        return await app.Wisp.SignInAsync(account);
    }
}
