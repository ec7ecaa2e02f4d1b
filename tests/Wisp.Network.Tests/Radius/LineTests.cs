using System.Diagnostics;
using System.Net;
using Wisp.Contracts.Network;

namespace Wisp.Network.Tests.Radius;

/// <summary>A change of state reaches the line: the worker, in a process of its own, tells a listening access server.</summary>
public sealed class LineTests(WorkerApp app) : IClassFixture<WorkerApp>
{
    private const string Secret = "clave-del-servidor";
    private const byte Disconnect = 40;
    private const byte Coa = 43;

    [Fact]
    [Trait("rule", "SM-C6")]
    public async Task A_change_of_state_ends_the_session_within_five_seconds()
    {
        await using var access = new ListeningServer(Secret);
        var (contract, user) = await OnlineAsync(access.Port);

        var watch = Stopwatch.StartNew();
        await app.SetStateAsync(contract, "disabled");
        var heard = (await HeardAsync(access, 1, seconds: 5))[0];

        Assert.True(watch.Elapsed.TotalSeconds < 5, $"{watch.Elapsed}");
        Assert.Empty(access.Wrong);
        Assert.Equal(Disconnect, heard.Code);
        Assert.Equal(user, heard.Text(1));
        Assert.Equal($"s-{user}", heard.Text(44));
        Assert.Equal(new byte[] { 10, 9, 8, 7 }, heard.Attributes.Single(a => a.Type == 8).Value);
        await AppliedAsync(contract, "disabled");
        var page = await app.Admin.GetAsync($"/contracts/{contract}");
        Assert.DoesNotContain("espera llegar", page.Text, StringComparison.Ordinal);
        Assert.Contains("Sesiones en curso: 1", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("rule", "SM-C6")]
    public async Task An_access_server_that_is_off_hears_of_it_when_it_is_back_and_the_contract_shows_why_it_waits()
    {
        int port;
        await using (var first = new ListeningServer(Secret)) port = first.Port;
        var (contract, _) = await OnlineAsync(port);

        await app.SetStateAsync(contract, "disabled");
        await Eventually.BecomesAsync(() => LineAsync<string>(contract, "last_error"), error => error == "timeout", 20);
        var page = await app.Admin.GetAsync($"/contracts/{contract}");
        Assert.Contains("Habilitado; el cambio espera llegar al servidor de acceso", page.Text, StringComparison.Ordinal);
        Assert.Contains("El servidor de acceso no contesta.", page.Text, StringComparison.Ordinal);

        await using var back = new ListeningServer(Secret, port);
        Assert.Equal(Disconnect, (await HeardAsync(back, 1, seconds: 30))[0].Code);
        await AppliedAsync(contract, "disabled");
        Assert.Null(await LineAsync<string>(contract, "last_error"));
    }

    [Fact]
    [Trait("rule", "SM-C6")]
    public async Task Off_on_off_within_a_second_keeps_its_order_and_ends_as_wanted_last()
    {
        await using var access = new ListeningServer(Secret);
        var (contract, _) = await OnlineAsync(access.Port);
        var states = new List<string?>();
        access.Answer = code =>
        {
            // What a device that is thrown out now would find when it asks to be let in again.
            lock (states) states.Add(app.StoredAsync<string>(contract, "state").GetAwaiter().GetResult());
            return ((byte)(code + 1), null);
        };

        foreach (var state in new[] { ContractState.Disabled, ContractState.Enabled, ContractState.Disabled })
            await app.RequestAsync(state, ContractStateOrigin.Api, contract);
        await AppliedAsync(contract, "disabled");

        Assert.Empty(access.Wrong);
        lock (states) Assert.Equal("disabled", states[^1]);
        // Nothing comes after it, late or twice.
        var count = access.Heard.Count;
        await Task.Delay(1500);
        Assert.Equal(count, access.Heard.Count);
        Assert.Equal(await LineAsync<long>(contract, "wanted_number"), await LineAsync<long>(contract, "applied_number"));
    }

    [Fact]
    public async Task Another_speed_leaves_the_session_and_one_that_refuses_it_ends_it()
    {
        await using var access = new ListeningServer(Secret);
        var (contract, _) = await OnlineAsync(access.Port);
        var plan = await app.PlanAsync(NetworkApp.Unique("Veloz"));
        await app.EditAsync(contract, ("Input.PlanId", $"{plan}"));
        var coa = (await HeardAsync(access, 1))[0];
        Assert.Equal(Coa, coa.Code);
        // Vendor 14988, Mikrotik-Rate-Limit (8): up/down.
        Assert.Contains(coa.Attributes, a => a.Type == 26 && a.Value.SequenceEqual(new byte[] { 0, 0, 58, 140, 8, 15 }.Concat("10000k/50000k"u8.ToArray())));
        await AppliedAsync(contract, "enabled");

        // The plan itself changes, and this access server cannot change a session.
        access.Answer = code => code == Coa ? ((byte)45, 406u) : ((byte)(code + 1), null);
        await app.Database.RunAsync("update network.plan set down_kbps = 60000 where id = $1", plan);
        Assert.Equal([Coa, Coa, Disconnect], (await HeardAsync(access, 3)).Select(heard => heard.Code));
        await AppliedAsync(contract, "enabled");
    }

    [Fact]
    public async Task A_refusal_is_shown_and_a_session_that_is_gone_needs_nothing()
    {
        await using var access = new ListeningServer(Secret) { Answer = _ => (42, 501) };
        var (contract, _) = await OnlineAsync(access.Port);
        await app.SetStateAsync(contract, "alerted");
        await Eventually.BecomesAsync(() => LineAsync<string>(contract, "last_error"), error => error == "nak 501", 20);
        Assert.Contains("El servidor de acceso se negó (Error-Cause 501).", (await app.Admin.GetAsync($"/contracts/{contract}")).Text, StringComparison.Ordinal);

        access.Answer = _ => (42, 503);
        await AppliedAsync(contract, "alerted");
        Assert.Equal("Lost", await app.Database.ValueAsync<string>("select end_cause from network.session where contract_id = $1", contract));
    }

    [Fact]
    public async Task Without_a_session_nobody_is_told_and_fifty_contracts_are_one_statement()
    {
        var client = await app.ClientAsync("Muchos");
        var contracts = new List<Guid>();
        for (var i = 0; i < 50; i++) contracts.Add(await app.ContractAsync(client));
        Assert.Equal(50, (await app.RequestAsync(ContractState.Disabled, ContractStateOrigin.System, [.. contracts])).Changed);
        Assert.Equal(50L, await app.Database.ValueAsync<long>("select count(*) from network.line where contract_id = any ($1)", contracts.ToArray()));
        foreach (var contract in contracts.Take(3)) await AppliedAsync(contract, "disabled");
    }

    /// <summary>A contract with a session on an access server that listens at a port of this machine.</summary>
    private async Task<(Guid Contract, string User)> OnlineAsync(int port)
    {
        var name = NetworkApp.Unique("Acceso");
        var saved = await app.Admin.SubmitAsync(
            await app.Admin.GetAsync("/network/servers/edit"), "form.form",
            ("Input.Name", name), ("Input.Address", "127.0.0.1"), ("Input.Port", $"{port}"), ("Input.Secret", Secret));
        Assert.True(saved.Status == HttpStatusCode.Redirect, string.Join(" | ", saved.Texts(".error-summary")));
        var server = await app.Database.ValueAsync<Guid>("select id from network.server where name = $1", name);
        var user = NetworkApp.Unique("pepa");
        var contract = await app.CreatedAsync(
            await app.ClientAsync("En línea"), ("Input.ServerId", $"{server}"),
            ("Input.PppoeEnabled", "true"), ("Input.PppoeUsername", user), ("Input.PppoePassword", "Clave-de-Pepa.9"));
        await app.Database.RunAsync(
            """
            insert into network.session (unique_id, session_id, server_id, contract_id, client_id, nas_ip, username, framed_ip, started_at, last_at)
            select $1, 's-' || $1, server_id, id, client_id, '127.0.0.1', $1, '10.9.8.7', now(), now() from network.contract where id = $2
            """, user, contract);
        return (contract, user);
    }

    private static Task<IReadOnlyList<HeardRequest>> HeardAsync(ListeningServer access, int count, int seconds = 10) =>
        Eventually.BecomesAsync(() => Task.FromResult(access.Heard), heard => heard.Count >= count, seconds);

    private Task AppliedAsync(Guid contract, string state) => Eventually.BecomesAsync(
        () => app.Database.ValueAsync<string>(
            "select applied_state || ' ' || (applied_number = wanted_number)::text from network.line where contract_id = $1", contract),
        applied => applied == $"{state} true", 30);

    private Task<T?> LineAsync<T>(Guid contract, string column) => app.Database.ValueAsync<T>($"select {column} from network.line where contract_id = $1", contract);
}
