namespace Wisp.Network.Tests;

/// <summary>Who is online, and the sessions of a contract.</summary>
[Collection(ScreenTests.Name)]
public sealed class OnlineTests(NetworkApp app)
{
    [Fact]
    public async Task Who_is_online_is_counted_by_node_and_server_and_found_by_words_and_addresses()
    {
        var word = NetworkApp.Unique("Enlínea");
        var (node, server) = (await app.NodeAsync($"{word} nodo"), await app.ServerAsync($"{word} servidor"));
        var (ana, beto) = (await app.ClientAsync($"{word} Núñez"), await app.ClientAsync($"{word} Beto"));
        var (first, second) = (await app.ContractAsync(ana, node: node, server: server), await app.ContractAsync(beto, node: node));
        await app.SessionAsync(first, ip: "10.66.0.1", mac: "aa:bb:cc:66:00:01");
        await app.SessionAsync(second, ip: "10.66.0.2");
        await app.SessionAsync(second, ip: "10.66.0.3", ended: "User-Request");

        Assert.Equal([$"{word} Beto", $"{word} Núñez"], await NamesAsync($"node={node}"));
        Assert.Equal([$"{word} Núñez"], await NamesAsync($"server={server}"));
        Assert.Equal([$"{word} Núñez"], await NamesAsync($"q={word} nunez"));
        Assert.Equal([$"{word} Beto"], await NamesAsync("q=10.66.0.2"));
        Assert.Empty(await NamesAsync("q=10.66.0.3"));
        Assert.Equal([$"{word} Núñez"], await NamesAsync("q=AA-BB-CC-66-00-01"));
        Assert.Equal([$"{word} Beto"], await NamesAsync($"node={node}&q={await app.StoredAsync<long>(second, "public_id")}"));

        var options = (await app.Admin.GetAsync("/network/online")).Texts("option");
        Assert.Contains($"{word} nodo · 2", options);
        Assert.Contains($"{word} servidor · 1", options);

        async Task<IReadOnlyList<string>> NamesAsync(string query) => (await app.Admin.GetAsync("/network/online?" + query)).Texts("tbody .col-name");
    }

    [Fact]
    public async Task A_collector_sees_who_of_his_is_online()
    {
        var word = NetworkApp.Unique("Suyos");
        var (mine, other) = (await app.ClientAsync($"{word} Mía"), await app.ClientAsync($"{word} Ajena"));
        foreach (var client in new[] { mine, other }) await app.SessionAsync(await app.ContractAsync(client));
        var account = await Accounts.MakeAsync(app.Database, "clients.view", "contracts.view:own");
        await app.Database.RunAsync(
            """
            with collector as (insert into clients.collector (name, operator_id, created_at, updated_at) values ($3, $1, now(), now()) returning id)
            update clients.client set collector_id = collector.id from collector where client.id = $2
            """, account.Id, mine, word);
        using var collector = await app.Wisp.SignInAsync(account);

        var page = await collector.GetAsync("/network/online");

        Assert.Equal([$"{word} Mía"], page.Texts("tbody .col-name"));
        Assert.Equal(["1"], page.Texts(".page-head .muted"));
    }

    [Fact]
    public async Task A_contracts_sessions_tell_how_they_ended()
    {
        var contract = await app.ContractAsync(await app.ClientAsync("Con sesiones"));
        Assert.Contains("Este contrato no tuvo sesiones todavía.", (await app.Admin.GetAsync($"/contracts/{contract}")).Text, StringComparison.Ordinal);
        await app.SessionAsync(contract, minutes: 3000, ended: "Lost-Carrier");
        await app.SessionAsync(contract, minutes: 2000, ended: "X-Vendor-Thing");
        await app.SessionAsync(contract, minutes: 65);

        var page = await app.Admin.GetAsync($"/contracts/{contract}");

        Assert.Equal(["Conectado", "X-Vendor-Thing", "Se perdió la señal"], page.Texts("td[data-label='Cómo terminó']"));
        Assert.Equal("1 h 5 min", page.Texts("td[data-label=Duró]")[0]);
        Assert.Equal("1,5 GB", page.Texts("td[data-label=Descarga]")[0]);
    }
}
