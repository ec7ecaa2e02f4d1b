using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Wisp.Contracts.Network;
using Wisp.Sdk;

namespace Wisp.Network.Tests;

/// <summary>The arrows of a contract's states, through the page of a person and the contract of the module with money.</summary>
[Collection(ScreenTests.Name)]
public sealed class StateRuleTests(NetworkApp app)
{
    [Fact]
    [Trait("rule", "SM-C1")]
    public async Task The_system_acts_only_for_clients_whose_state_is_automatic()
    {
        var (automatic, manual) = (await app.ClientAsync("Automática"), await app.ClientAsync("A mano"));
        await app.Database.RunAsync("insert into switches.manual values ($1)", manual);
        var (cut, kept) = (await app.ContractAsync(automatic), await app.ContractAsync(manual));

        foreach (var origin in new[] { ContractStateOrigin.System, ContractStateOrigin.Gateway })
        {
            var result = await app.RequestAsync(ContractState.Disabled, origin, kept);
            Assert.Equal([new ContractStateKept(kept, ContractStateRule.NotAutomatic)], result.Kept);
        }

        Assert.Equal(1, (await app.RequestAsync(ContractState.Disabled, ContractStateOrigin.System, cut)).Changed);
        Assert.Equal("disabled system", await app.StateAsync(cut));
        Assert.Equal("enabled operator", await app.StateAsync(kept));

        // A person and the API are not the system.
        Assert.Equal(1, (await app.RequestAsync(ContractState.Alerted, ContractStateOrigin.Api, kept)).Changed);
        Assert.Equal("alerted api", await app.StateAsync(kept));
    }

    [Theory]
    [Trait("rule", "SM-C2")]
    [InlineData("operator", false)]
    [InlineData("api", false)]
    [InlineData("system", true)]
    [InlineData("gateway", true)]
    public async Task The_system_enables_only_what_no_person_disabled(string origin, bool changes)
    {
        foreach (var (to, stored) in new[] { (ContractState.Alerted, "alerted system"), (ContractState.Enabled, "enabled system") })
        {
            var contract = await app.ContractAsync(await app.ClientAsync("Cortada"), "disabled", origin);

            var result = await app.RequestAsync(to, ContractStateOrigin.System, contract);

            Assert.Equal(changes ? [] : [new ContractStateKept(contract, ContractStateRule.HeldByPerson)], result.Kept);
            Assert.Equal(changes ? 1 : 0, result.Changed);
            Assert.Equal(changes ? stored : $"disabled {origin}", await app.StateAsync(contract));
        }
    }

    [Fact]
    [Trait("rule", "SM-C2")]
    [Trait("rule", "SM-C3")]
    public async Task A_person_who_disables_what_the_system_disabled_holds_it()
    {
        var contract = await app.ContractAsync(await app.ClientAsync("Baja pedida"), "disabled", "system");

        Assert.Equal($"/contracts/{contract}", (await app.SetStateAsync(contract, "disabled", "Se fue de viaje")).Location);

        Assert.Equal("disabled operator", await app.StateAsync(contract));
        Assert.Equal([new ContractStateKept(contract, ContractStateRule.HeldByPerson)], (await app.RequestAsync(ContractState.Enabled, ContractStateOrigin.System, contract)).Kept);
        NetworkApp.Refused(await app.SetStateAsync(contract, "disabled"), "Estado nuevo: ya está así. Elegí otro.");
    }

    [Theory]
    [Trait("rule", "SM-C3")]
    [InlineData("enabled", "alerted")]
    [InlineData("enabled", "disabled")]
    [InlineData("alerted", "enabled")]
    [InlineData("alerted", "disabled")]
    [InlineData("disabled", "enabled")]
    [InlineData("disabled", "alerted")]
    public async Task A_person_sets_any_state_from_any(string from, string to)
    {
        var contract = await app.ContractAsync(await app.ClientAsync("Cualquiera"), from, "system");

        Assert.Equal($"/contracts/{contract}", (await app.SetStateAsync(contract, to)).Location);

        Assert.Equal($"{to} operator", await app.StateAsync(contract));
        Assert.Equal("Pidió una pausa", await app.StoredAsync<string>(contract, "state_reason"));
    }

    [Fact]
    [Trait("rule", "SM-C3")]
    public async Task Enabled_by_a_person_it_is_not_cut_for_what_was_due_before()
    {
        var contract = await app.ContractAsync(await app.ClientAsync("En gracia"), "disabled", "system");
        await app.SetStateAsync(contract, "enabled", "Paga mañana");
        var today = await app.TodayAsync();
        ContractStateRequest Because(ContractState to, DateOnly due) => new(
            to, ContractStateOrigin.System, "factura vencida", [new ContractStateCause(contract) { InvoiceIds = [Guid.CreateVersion7()], LastDueOn = due }]);

        foreach (var to in new[] { ContractState.Alerted, ContractState.Disabled })
            Assert.Equal([new ContractStateKept(contract, ContractStateRule.Grace)], (await app.RequestAsync(Because(to, today.AddDays(-1)))).Kept);
        Assert.Equal("enabled operator", await app.StateAsync(contract));

        // The next invoice that falls due, today or later, ends the grace.
        Assert.Equal(1, (await app.RequestAsync(Because(ContractState.Alerted, today))).Changed);
        Assert.Equal("alerted system", await app.StateAsync(contract));
    }

    [Fact]
    [Trait("rule", "SM-C5")]
    public async Task Each_change_keeps_from_to_origin_reason_invoices_and_time_and_shows_in_both_histories()
    {
        var client = await app.ClientAsync("Con historia");
        var contract = await app.ContractAsync(client);
        Guid[] invoices = [Guid.CreateVersion7(), Guid.CreateVersion7()];
        await app.RequestAsync(new ContractStateRequest(
            ContractState.Alerted, ContractStateOrigin.System, "Factura 1205 vencida", [new ContractStateCause(contract) { InvoiceIds = invoices }]));
        await app.SetStateAsync(contract, "enabled", "  Paga\tmañana ");

        var page = await app.Admin.GetAsync($"/contracts/{contract}");
        var lines = page.Document.QuerySelectorAll("tbody tr").Select(row => row.QuerySelectorAll("td").Select(cell => cell.TextContent.Trim()).ToList()).ToList();
        Assert.Equal(2, lines.Count);
        Assert.Equal(["Alertado", "Habilitado", "Paga mañana"], lines[0][1..4]);
        Assert.Equal(["Habilitado", "Alertado", "Factura 1205 vencida", "El sistema"], lines[1][1..]);
        Assert.Equal(invoices, await app.Database.ValueAsync<Guid[]>(
            "select invoice_ids from network.state_change where contract_id = $1 and origin = 'system'", contract));
        Assert.True(await app.Database.ValueAsync<bool>("select bool_and(now() - at between '0' and '1 minute') from network.state_change where contract_id = $1", contract));
        var history = (await app.Admin.GetAsync($"/clients/{client}/history")).Document.QuerySelectorAll("tbody tr:not(.change)")
            .Select(row => string.Join(" | ", row.Children.Select(cell => cell.TextContent.Trim()))).Where(line => line.StartsWith("Estado del contrato", StringComparison.Ordinal));
        Assert.Equal(["Estado del contrato | Alertado | Habilitado", "Estado del contrato | Habilitado | Alertado", "Estado del contrato |  | Habilitado"], history);

        // What was done stays as it was told.
        Assert.False(await app.Database.ValueAsync<bool>(
            "select has_table_privilege($1, 'network.state_change', 'update') or has_table_privilege($1, 'network.state_change', 'delete')", Places.RolePrefix + "_network"));
    }

    [Fact]
    [Trait("rule", "SM-C7")]
    public async Task An_ended_contract_is_enabled_by_nobody_until_its_last_day_changes()
    {
        var contract = await app.ContractAsync(await app.ClientAsync("Terminada"), start: new DateOnly(2026, 1, 1));
        var yesterday = (await app.TodayAsync()).AddDays(-1);

        NetworkApp.IdOf(await app.EditAsync(contract, ("Input.EndDate", $"{yesterday:yyyy-MM-dd}")));
        Assert.Equal("disabled system", await app.StateAsync(contract));
        Assert.Contains("Fin del contrato", (await app.Admin.GetAsync($"/contracts/{contract}")).Text, StringComparison.Ordinal);
        foreach (var origin in Enum.GetValues<ContractStateOrigin>())
            Assert.Equal([new ContractStateKept(contract, ContractStateRule.Ended)], (await app.RequestAsync(ContractState.Enabled, origin, contract)).Kept);
        NetworkApp.Refused(await app.SetStateAsync(contract, "enabled"), "Estado nuevo: el contrato terminó. Cambiá o borrá su último día para volver a habilitarlo.");

        NetworkApp.IdOf(await app.EditAsync(contract, ("Input.EndDate", "")));
        Assert.Equal("disabled system", await app.StateAsync(contract));
        Assert.Equal($"/contracts/{contract}", (await app.SetStateAsync(contract, "enabled")).Location);
        Assert.Equal("enabled operator", await app.StateAsync(contract));
    }

    [Fact]
    [Trait("rule", "SM-C5")]
    public async Task Many_change_at_once_with_one_history_each_and_the_others_say_why_not()
    {
        var client = await app.ClientAsync("Muchas");
        await app.Database.RunAsync(
            """
            insert into network.contract (client_id, plan_id, server_id, state_changed_at, start_date, created_at)
            select $1, $2, $3, now(), '2026-01-01', now() from generate_series(1, $4)
            """, client, app.Plan, app.Server, Places.Deep ? 50_000 : 2_000);
        var contracts = await app.Database.ValueAsync<Guid[]>("select array_agg(id) from network.contract where client_id = $1", client);
        var nobody = Guid.CreateVersion7();

        var result = await app.RequestAsync(ContractState.Disabled, ContractStateOrigin.System, [.. contracts!, nobody]);

        Assert.Equal(contracts!.Length, result.Changed);
        Assert.Equal([new ContractStateKept(nobody, ContractStateRule.Unknown)], result.Kept);
        Assert.Equal(contracts.Length, await app.Database.ValueAsync<long>(
            "select count(*) from network.state_change s join network.contract c on c.id = s.contract_id where c.client_id = $1", client));
        Assert.Equal(contracts.Length, await app.Database.ValueAsync<long>(
            "select count(*) from host.audit where subject_id = $1 and action = 'U' and new ->> 'state' = 'disabled'", client));
        var again = await app.RequestAsync(ContractState.Disabled, ContractStateOrigin.System, contracts);
        Assert.Equal(contracts.Order(), again.Kept.Select(kept => kept.ContractId).Order());
        Assert.All(again.Kept, kept => Assert.Equal(ContractStateRule.Same, kept.Rule));

        // Told to other modules: each change once, at most a thousand an event.
        var told = await ToldAsync(client);
        Assert.All(told, one => Assert.InRange(one.Changes.Count, 1, 1000));
        Assert.Equal((contracts.Length + 999) / 1000, told.Count);
        Assert.Equal(contracts.Order(), told.SelectMany(one => one.Changes).Select(change => change.ContractId).Order());
        Assert.All(told.SelectMany(one => one.Changes), change => Assert.Equal(
            (client, ContractState.Enabled, ContractState.Disabled, ContractStateOrigin.System, "factura vencida"), (change.ClientId, change.From, change.To, change.Origin, change.Reason)));
    }

    [Fact]
    [Trait("rule", "SM-C5")]
    public async Task A_request_goes_back_with_its_callers_transaction_and_without_a_reason_is_none()
    {
        var contract = await app.ContractAsync(await app.ClientAsync("Deshecha"));

        await Assert.ThrowsAsync<ArgumentException>(() => app.RequestAsync(new ContractStateRequest(ContractState.Disabled, ContractStateOrigin.System, " ", [new(contract)])));
        await Assert.ThrowsAsync<ArgumentException>(() => app.RequestAsync(ContractState.Disabled, ContractStateOrigin.System, contract, contract));

        await using (var scope = app.Wisp.Services.CreateAsyncScope())
        {
            await using var transaction = await scope.ServiceProvider.GetRequiredService<IWispTransactions>().BeginAsync();
            var result = await scope.ServiceProvider.GetRequiredService<IContractStates>().RequestAsync(
                transaction, new ContractStateRequest(ContractState.Disabled, ContractStateOrigin.System, "factura vencida", [new(contract)]));
            Assert.Equal(1, result.Changed);
        }

        Assert.Equal("enabled operator", await app.StateAsync(contract));
        Assert.Equal(0, await app.Database.ValueAsync<long>("select count(*) from network.state_change where contract_id = $1", contract));
        Assert.Empty(await ToldAsync(await app.StoredAsync<Guid>(contract, "client_id")));
    }

    [Theory]
    [Trait("rule", "SM-C3")]
    [InlineData("", "x", "Estado nuevo: elegí uno.")]
    [InlineData("degraded", "x", "Estado nuevo: elegí uno.")]
    [InlineData("disabled", " ", "Motivo: escribí por qué cambia.")]
    [InlineData("disabled", "largo", "Motivo: tiene 201 caracteres y entran hasta 200.")]
    public async Task A_change_needs_a_state_and_a_reason(string to, string reason, string said)
    {
        var contract = await app.ContractAsync(await app.ClientAsync("Quieta"));

        NetworkApp.Refused(await app.SetStateAsync(contract, to, reason == "largo" ? new string('x', 201) : reason), said);

        Assert.Equal("enabled operator", await app.StateAsync(contract));
    }

    /// <summary>What was published of a client's contracts, as a subscriber reads it.</summary>
    private async Task<IReadOnlyList<ContractStatesChanged>> ToldAsync(Guid client) =>
        [.. (await app.Database.ValueAsync<string[]>(
            "select coalesce(array_agg(payload::text order by id), '{}') from host.event where name = $1 and payload @@ format('$.changes[*].clientId == \"%s\"', $2::text)::jsonpath",
            EventNameAttribute.Of(typeof(ContractStatesChanged)), client))!.Select(payload => JsonSerializer.Deserialize<ContractStatesChanged>(payload, JsonSerializerOptions.Web)!)];
}
