using Wisp.Contracts.Network;

namespace Wisp.Network.Tests;

/// <summary>Mass updates of contracts, and what happens at the turn of the day.</summary>
public sealed class BulkTests(WorkerApp app) : IClassFixture<WorkerApp>
{
    [Fact]
    [Trait("rule", "BULK-03")]
    [Trait("rule", "BULK-04")]
    [Trait("rule", "BULK-06")]
    [Trait("rule", "BULK-08")]
    public async Task Plan_node_and_server_change_on_all_contracts_in_course_and_come_back()
    {
        var word = NetworkApp.Unique("Mudanza");
        var (plan, server, node) = (await app.PlanAsync($"{word} plan"), await app.ServerAsync($"{word} servidor"), await app.NodeAsync($"{word} nodo"));
        var (one, several, blocked) = (
            await app.ClientAsync($"{word} Uno"), await app.ClientAsync($"{word} Varios"), await app.ClientAsync($"{word} Chocado"));
        await app.ClientAsync($"{word} Nada");
        Guid[] moved = [await app.ContractAsync(one, node: app.Node), await app.ContractAsync(several), await app.ContractAsync(several, plan: plan)];
        var ended = await app.ContractAsync(several, start: new DateOnly(2020, 1, 1), end: new DateOnly(2020, 2, 1));
        await app.DayAsync();
        var stuck = await app.ContractAsync(blocked, ip: "10.44.0.1");
        await app.ContractAsync(await app.ClientAsync("Otro"), server: server, ip: "10.44.0.1");

        var planned = await app.PlannedAsync($"q={word}", ("network.plan", $"{plan}"), ("network.server", $"{server}"), ("network.node", $"{node}"));
        Assert.Contains("Van a cambiar: 2", planned.Text, StringComparison.Ordinal);
        Assert.Contains("no tiene contratos en curso", planned.Text, StringComparison.Ordinal);
        Assert.Contains("otro contrato de ese servidor ya tiene su IP o su usuario", planned.Text, StringComparison.Ordinal);
        var done = await app.RunAsync(planned, "2");

        foreach (var contract in moved) Assert.Equal($"{plan} {server} {node}", await app.StoredAsync<string>(contract, "concat_ws(' ', plan_id, server_id, node_id)"));
        foreach (var contract in new[] { ended, stuck }) Assert.Equal(app.Server, await app.StoredAsync<Guid>(contract, "server_id"));
        Assert.Equal([$"{word} Chocado", $"{word} Nada"], await app.SkippedAsync(word));

        // One that a person moved meanwhile stays where that person put it.
        await app.Database.RunAsync("update network.contract set node_id = null where id = $1", moved[0]);
        var reverted = await app.RevertAsync(done);
        Assert.Contains("alguien lo cambió después", reverted.Text, StringComparison.Ordinal);
        Assert.Equal($"{app.Plan} {app.Server}", await app.StoredAsync<string>(moved[0], "concat_ws(' ', plan_id, server_id, node_id)"));
        Assert.Equal($"{app.Plan} {app.Server}", await app.StoredAsync<string>(moved[1], "concat_ws(' ', plan_id, server_id, node_id)"));
        Assert.Equal($"{plan} {app.Server}", await app.StoredAsync<string>(moved[2], "concat_ws(' ', plan_id, server_id, node_id)"));
    }

    [Fact]
    [Trait("rule", "BULK-03")]
    [Trait("rule", "BULK-06")]
    [Trait("rule", "SM-C3")]
    [Trait("rule", "SM-C5")]
    public async Task States_change_by_the_person_in_one_batch_and_come_back_with_their_origin()
    {
        var word = NetworkApp.Unique("Estado");
        var (cut, on) = (await app.ContractAsync(await app.ClientAsync($"{word} Cortada"), "disabled", "system"), await app.ContractAsync(await app.ClientAsync($"{word} Andando")));
        var alerted = await app.ContractAsync(await app.ClientAsync($"{word} Avisada"), "alerted", "system");

        var planned = await app.PlannedAsync($"q={word}", ("network.state", "enabled"));
        Assert.Contains("Van a cambiar: 2", planned.Text, StringComparison.Ordinal);
        var done = await app.RunAsync(planned, "2");

        foreach (var contract in new[] { cut, on, alerted }) Assert.Equal("enabled operator", await app.StateAsync(contract));
        Assert.Equal("2 changes, 1 batch", await app.Database.ValueAsync<string>(
            """
            select count(*) || ' changes, ' || count(distinct a.batch_id) || ' batch'
            from host.audit a join clients.bulk_update b on b.batch_id = a.batch_id
            where a.entity_id in ($1, $2, $3) and a.new ->> 'state' = 'enabled'
            """, cut, alerted, on));
        Assert.Equal(["Actualización masiva"], await ReasonsAsync(cut));
        Assert.Empty(await ReasonsAsync(on));

        await app.SetStateAsync(alerted, "disabled", "Se fue de viaje");
        var reverted = await app.RevertAsync(done);

        Assert.Contains("alguien lo cambió después", reverted.Text, StringComparison.Ordinal);
        Assert.Equal(["disabled system", "enabled operator", "disabled operator"], [await app.StateAsync(cut), await app.StateAsync(on), await app.StateAsync(alerted)]);
        Assert.Equal(["Lote revertido", "Actualización masiva"], await ReasonsAsync(cut));
    }

    [Fact]
    [Trait("rule", "BULK-06")]
    [Trait("rule", "SM-C3")]
    public async Task A_grace_that_a_mass_update_took_comes_back_with_it()
    {
        var word = NetworkApp.Unique("Gracia");
        var contract = await app.ContractAsync(await app.ClientAsync(word), "disabled", "system");
        await app.SetStateAsync(contract, "enabled", "Paga mañana");
        var today = await app.TodayAsync();
        Assert.Equal(today, await app.StoredAsync<DateOnly>(contract, "grace_from"));

        var done = await app.RunAsync(await app.PlannedAsync($"q={word}", ("network.state", "disabled")), "1");
        Assert.True(await app.StoredAsync<bool>(contract, "grace_from is null"));
        await app.RevertAsync(done);

        Assert.Equal("enabled operator", await app.StateAsync(contract));
        Assert.Equal(today, await app.StoredAsync<DateOnly>(contract, "grace_from"));
        Assert.Equal(ContractStateRule.Grace, (await app.RequestAsync(new ContractStateRequest(
            ContractState.Disabled, ContractStateOrigin.System, "factura vencida", [new ContractStateCause(contract) { LastDueOn = today.AddDays(-1) }]))).Kept.Single().Rule);
    }

    [Fact]
    [Trait("rule", "SM-C7")]
    public async Task At_the_turn_of_the_day_contracts_end_and_planned_plans_begin()
    {
        var client = await app.ClientAsync("Del día");
        var today = await app.TodayAsync();
        var (next, start) = (await app.PlanAsync(NetworkApp.Unique("Siguiente")), new DateOnly(2026, 1, 1));
        var (over, last, paused) = (
            await app.ContractAsync(client, start: start, end: today.AddDays(-1)), await app.ContractAsync(client, start: start, end: today),
            await app.ContractAsync(client, "disabled", "operator", start: start, end: today.AddDays(-1)));
        var (due, later) = (await app.ContractAsync(client), await app.ContractAsync(client));
        await app.Database.RunAsync("update network.contract set next_plan_id = $2, next_plan_from = $3 where id = $1", due, next, today);
        await app.Database.RunAsync("update network.contract set next_plan_id = $2, next_plan_from = $3 where id = $1", later, next, today.AddDays(1));

        await app.DayAsync();
        await app.DayAsync();

        Assert.Equal(["disabled system", "enabled operator", "disabled operator"], [await app.StateAsync(over), await app.StateAsync(last), await app.StateAsync(paused)]);
        Assert.Equal(1, await app.Database.ValueAsync<long>("select count(*) from network.state_change where contract_id in ($1, $2, $3)", over, last, paused));
        Assert.Equal([next, app.Plan], [await app.StoredAsync<Guid>(due, "plan_id"), await app.StoredAsync<Guid>(later, "plan_id")]);
        Assert.Equal(0, await app.StoredAsync<int>(due, "num_nonnulls(next_plan_id, next_plan_from)"));
        Assert.Equal(2, await app.StoredAsync<int>(later, "num_nonnulls(next_plan_id, next_plan_from)"));
    }

    private async Task<IReadOnlyList<string>> ReasonsAsync(Guid contract) => (await app.Admin.GetAsync($"/contracts/{contract}")).Texts("td[data-label=Motivo]");
}
