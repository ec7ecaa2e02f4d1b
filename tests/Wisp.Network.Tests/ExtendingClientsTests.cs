using System.Net;
using Wisp.Contracts.Network;

namespace Wisp.Network.Tests;

/// <summary>What contracts bring to the screens of clients.</summary>
[Collection(ScreenTests.Name)]
public sealed class ExtendingClientsTests(NetworkApp app)
{
    [Fact]
    [Trait("rule", "SRCH-06")]
    [Trait("rule", "SRCH-07")]
    [Trait("rule", "SRCH-08")]
    public async Task The_tab_Contrato_finds_clients_by_state_plan_node_server_start_and_by_having_none()
    {
        var word = NetworkApp.Unique("Busca");
        async Task<Guid> ClientAsync(string name) => await app.ClientAsync($"{word} {name}");
        var (plan, server, node) = (await app.PlanAsync(word), await app.ServerAsync(word), await app.NodeAsync(word));
        await app.ContractAsync(await ClientAsync("Activa"), plan: plan, start: new DateOnly(2026, 3, 1));
        await app.ContractAsync(await ClientAsync("Avisada"), "alerted", "system", server: server);
        await app.ContractAsync(await ClientAsync("Pausada"), "disabled", "operator", node: node);
        var cut = await ClientAsync("Cortada");
        await app.ContractAsync(cut, "disabled", "system");
        await app.ContractAsync(cut, start: new DateOnly(2026, 3, 31));
        await ClientAsync("Vacía");

        Assert.Equal("Activa Cortada", await FoundAsync("network.state=enabled"));
        Assert.Equal("Avisada", await FoundAsync("network.state=alerted"));
        Assert.Equal("Cortada Pausada", await FoundAsync("network.state=disabled"));
        Assert.Equal("Cortada", await FoundAsync("network.state=system"));
        Assert.Equal("Avisada Cortada", await FoundAsync("network.state=system&network.state=alerted"));
        Assert.Equal("Activa", await FoundAsync($"network.plan={plan}"));
        Assert.Equal("Avisada", await FoundAsync($"network.server={server}"));
        Assert.Equal("Pausada", await FoundAsync($"network.node={node}"));
        Assert.Equal("Activa Cortada", await FoundAsync("network.start.from=2026-03-01&network.start.to=2026-03-31"));
        Assert.Equal("Vacía", await FoundAsync("network.any=no"));
        Assert.Equal("Activa Avisada Cortada Pausada", await FoundAsync("network.any=yes"));

        var panel = await app.Admin.GetAsync("/clients?adv=contract");
        Assert.Contains("Deshabilitado por el sistema", panel.Text, StringComparison.Ordinal);

        async Task<string> FoundAsync(string query) => string.Join(
            ' ', (await app.Admin.GetAsync($"/clients?q={word}&{query}")).Texts("tbody .col-name a").Select(name => name.Split(' ')[1]));
    }

    [Fact]
    [Trait("rule", "SRCH-07")]
    public async Task A_contract_that_a_person_disabled_after_the_system_is_not_the_systems()
    {
        var word = NetworkApp.Unique("Después");
        var contract = await app.ContractAsync(await app.ClientAsync(word), "disabled", "system");
        Assert.Equal([word], (await app.Admin.GetAsync($"/clients?q={word}&network.state=system")).Texts("tbody .col-name a"));

        await app.SetStateAsync(contract, "disabled");

        Assert.Empty((await app.Admin.GetAsync($"/clients?q={word}&network.state=system")).Texts("tbody .col-name a"));
    }

    [Fact]
    [Trait("rule", "GRID-04")]
    public async Task The_list_shows_how_many_contracts_the_worst_state_and_the_plans_and_sorts_by_them()
    {
        var word = NetworkApp.Unique("Grilla");
        var (one, several) = (await app.ClientAsync($"{word} Ana"), await app.ClientAsync($"{word} Beto"));
        await app.ClientAsync($"{word} Carla");
        await app.ContractAsync(one);
        await app.ContractAsync(several);
        await app.ContractAsync(several, "disabled", "system", plan: await app.PlanAsync($"A{word}"));

        var list = await app.Admin.GetAsync($"/clients?q={word}");
        Assert.Equal(["1 · Habilitado", "2 · Deshabilitado por el sistema", ""], list.Texts("tbody td[data-label=Contratos]"));
        Assert.Equal(["Hogar", $"A{word}, Hogar", ""], list.Texts("tbody td[data-label=Plan]"));
        Assert.Equal([$"{word} Beto", $"{word} Ana", $"{word} Carla"], (await app.Admin.GetAsync($"/clients?q={word}&sort=-network.contracts")).Texts("tbody .col-name a"));

        using var clerk = await app.Wisp.SignInAsync("clients.view");
        Assert.Empty((await clerk.GetAsync($"/clients?q={word}")).Texts("tbody td[data-label=Contratos]"));
    }

    [Fact]
    [Trait("rule", "DEACT-03")]
    [Trait("rule", "DEACT-04")]
    [Trait("rule", "INV-C4")]
    [Trait("rule", "DEACT-06")]
    public async Task A_deactivated_clients_contracts_are_disabled_by_the_person_and_stay_so()
    {
        var client = await app.ClientAsync("Se va");
        Guid[] contracts = [await app.ContractAsync(client), await app.ContractAsync(client, "alerted", "system"), await app.ContractAsync(client, "disabled", "system")];
        var dialog = await app.Admin.GetAsync($"/clients/{client}/deactivate");
        Assert.Equal(["Se deshabilitan 2 contratos."], dialog.Texts("form.form section p"));

        Assert.Equal(HttpStatusCode.Redirect, (await app.Admin.SubmitAsync(dialog, "form.form", ("reason", "Se mudó"))).Status);
        foreach (var contract in contracts)
        {
            Assert.Equal("disabled operator", await app.StateAsync(contract));
            Assert.Equal("cliente desactivado", await app.StoredAsync<string>(contract, "state_reason"));
        }

        // Nothing enables or edits them meanwhile.
        foreach (var origin in Enum.GetValues<ContractStateOrigin>())
            Assert.Equal(ContractStateRule.ClientDeactivated, (await app.RequestAsync(ContractState.Enabled, origin, contracts[0])).Kept.Single().Rule);
        Assert.Equal($"/contracts/{contracts[0]}", (await app.Admin.GetAsync($"/contracts/{contracts[0]}/edit")).Location);
        Assert.Equal($"/clients/{client}", (await app.Admin.GetAsync($"/contracts/new/{client}")).Location);

        await app.Admin.SubmitAsync(await app.Admin.GetAsync($"/clients/{client}/reactivate"), "form.form");
        Assert.Equal("disabled operator", await app.StateAsync(contracts[1]));
        Assert.Equal(ContractStateRule.HeldByPerson, (await app.RequestAsync(ContractState.Enabled, ContractStateOrigin.System, contracts[1])).Kept.Single().Rule);
        Assert.Equal($"/contracts/{contracts[1]}", (await app.SetStateAsync(contracts[1], "enabled")).Location);
    }

    [Fact]
    public async Task The_map_colours_clients_by_the_worst_state_of_their_contracts_in_course()
    {
        var (cut, none) = (await app.ClientAsync("Roja"), await app.ClientAsync("Sin color"));
        await app.ContractAsync(cut);
        await app.ContractAsync(cut, "disabled", "system");
        await app.Database.RunAsync("update clients.client set location = ext.st_setsrid(ext.st_point(-20, 10), 4326) where id in ($1, $2)", cut, none);

        var points = (await app.Admin.GetAsync("/clients/map?handler=Points&zoom=16&west=-20.01&south=9.99&east=-19.99&north=10.01&color=network.state")).Body;

        Assert.Contains("Estado de los contratos", (await app.Admin.GetAsync("/clients/map")).Text, StringComparison.Ordinal);
        var tones = System.Text.Json.JsonDocument.Parse(points).RootElement.GetProperty("clients").EnumerateArray()
            .ToDictionary(one => one.GetProperty("id").GetGuid(), one => one.GetProperty("tone").GetString());
        Assert.Equal("red", tones[cut]);
        Assert.Null(tones[none]);
    }

    [Fact]
    [Trait("rule", "PANEL-08")]
    [Trait("rule", "PANEL-09")]
    public async Task A_clients_audits_tell_of_its_contracts_in_words()
    {
        var client = await app.ClientAsync("Auditada");
        var contract = await app.CreatedAsync(client, ("Input.Ip", "10.55.0.1"), ("Input.PppoeEnabled", "true"), ("Input.PppoeUsername", "auditada"), ("Input.PppoePassword", "clave"));
        await app.EditAsync(contract, ("Input.NodeId", $"{app.Node}"), ("Input.PppoePassword", "otra clave"));
        await app.SetStateAsync(contract, "disabled", "Se fue de viaje");

        var page = await app.Admin.GetAsync($"/clients/{client}/history");

        var lines = page.Document.QuerySelectorAll("tbody tr:not(.change)").Select(row => string.Join(" | ", row.Children.Select(cell => cell.TextContent.Trim()))).ToList();
        Assert.Contains("Nodo |  | Cerro", lines);
        Assert.Contains("Estado del contrato | Habilitado | Deshabilitado", lines);
        Assert.Contains("Motivo del estado |  | Se fue de viaje", lines);
        Assert.Contains("Contraseña PPPoE | ••• | •••", lines);
        Assert.Contains("Dirección IP |  | 10.55.0.1", lines);
        Assert.Contains("Plan |  | Hogar", lines);
        Assert.DoesNotContain(lines, line => line.Contains("network.contract", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_list_of_contracts_narrows_by_words_and_by_what_they_hang_from()
    {
        var word = NetworkApp.Unique("Lista");
        var node = await app.NodeAsync(word);
        var first = await app.ContractAsync(await app.ClientAsync($"{word} Núñez"), node: node, ip: "10.33.0.1");
        var cut = await app.ContractAsync(await app.ClientAsync($"{word} Gómez"), "disabled", "system", node: node);
        var number = await app.StoredAsync<long>(first, "public_id");

        Assert.Equal([$"{word} Gómez", $"{word} Núñez"], await NamesAsync($"node={node}"));
        Assert.Equal([$"{word} Gómez"], await NamesAsync($"node={node}&state=system"));
        Assert.Equal([$"{word} Núñez"], await NamesAsync($"q={word} nunez"));
        Assert.Equal([$"{word} Núñez"], await NamesAsync("q=10.33.0.1"));
        Assert.Contains($"{word} Núñez", await NamesAsync($"q={number}&plan={app.Plan}"));
        Assert.Empty(await NamesAsync($"q={word}&ended=true"));
        Assert.Equal($"/contracts/{cut}", (await app.Admin.GetAsync($"/contracts?node={node}")).Document.QuerySelector("tbody td a")!.GetAttribute("href"));

        async Task<IReadOnlyList<string>> NamesAsync(string query) => (await app.Admin.GetAsync("/contracts?" + query)).Texts("tbody .col-name");
    }
}
