using Microsoft.Extensions.DependencyInjection;
using Wisp.Contracts.Network;
using Wisp.Sdk;

namespace Wisp.Network.Tests;

/// <summary>What a subscriber sees of his own contracts, and that another's are not there for him.</summary>
[Collection(ScreenTests.Name)]
public sealed class OwnLinesTests(NetworkApp app)
{
    [Fact]
    public async Task A_line_says_its_plan_state_reason_next_plan_and_the_outage_of_its_node()
    {
        var (client, other, node) = (await app.ClientAsync("Propia"), await app.ClientAsync("Ajena"), await app.NodeAsync(NetworkApp.Unique("Cerro")));
        var contract = await app.ContractAsync(client, node: node);
        var faster = await app.PlanAsync(NetworkApp.Unique("Fibra"));
        await app.Database.RunAsync(
            "update network.contract set address = 'Belgrano 10', address_additional_data = '2 B', next_plan_id = $2, next_plan_from = '2031-02-01' where id = $1", contract, faster);
        await app.ContractAsync(client, state: "disabled", start: new DateOnly(2026, 1, 1), end: new DateOnly(2026, 2, 1));
        await app.Database.RunAsync("update network.contract set ended = true where end_date is not null and client_id = $1", client);
        await app.RequestAsync(ContractState.Alerted, ContractStateOrigin.System, contract);
        await app.Database.RunAsync("update network.contract set state_reason = 'fin del contrato' where id = $1", contract);
        var outage = await app.Database.ValueAsync<Guid>("insert into network.outage (node_id, reason, began_at, began_by) values ($1, 'Sin luz', '2026-11-30 03:00Z', 'Eva') returning id", node);

        var lines = await LinesAsync(client);

        Assert.Equal([false, true], lines.Select(line => line.HasEnded));
        var line = lines[0];
        Assert.Equal(new LinePlan(app.Plan, "Hogar", 50000, 10000, 15000m, line.Plan.PriceIncludesTax, 1), line.Plan);
        Assert.Equal((contract, ContractState.Alerted, ContractStateOrigin.System, "Fin del contrato"), (line.ContractId, line.State, line.Origin, line.StateReason));
        Assert.Equal(("Belgrano 10, 2 B", new DateOnly(2026, 1, 10), node), (line.Address, line.StartsOn, line.NodeId));
        Assert.Equal((faster, new DateOnly(2031, 2, 1)), (line.Next!.Plan.Id, line.Next.From));
        Assert.Equal(new LineOutage(outage, "Sin luz", new DateTimeOffset(2026, 11, 30, 3, 0, 0, TimeSpan.Zero)), line.Outage);
        Assert.Equal((null, new DateOnly(2026, 2, 1), null), (lines[1].Outage, lines[1].EndsOn, lines[1].Address));
        Assert.Empty(await LinesAsync(other));

        // What staff wrote is not for him, and an outage that ended is none.
        await app.Database.RunAsync("update network.contract set state_reason = 'moroso de siempre' where id = $1", contract);
        await app.Database.RunAsync("update network.outage set ended_at = now(), ended_by = 'Eva' where id = $1", outage);
        Assert.Equal((null, null), ((await LinesAsync(client))[0].StateReason, (await LinesAsync(client))[0].Outage));
    }

    [Fact]
    [Trait("rule", "VIEW-02")]
    public async Task Consumption_is_told_by_hours_and_days_and_of_today()
    {
        var (client, other) = (await app.ClientAsync("Consume"), await app.ClientAsync("Curiosa"));
        var (contract, idle) = (await app.ContractAsync(client), await app.ContractAsync(client));
        await app.PartitionsAsync();
        var (now, today) = (await app.Database.ValueAsync<DateTimeOffset>("select date_bin('5 minutes', now(), timestamptz '2000-01-01 00:00+00')"), await app.TodayAsync());
        await app.SlotAsync(contract, now, 1_000, 100);
        await app.SlotAsync(contract, now.AddHours(-30), 5_000, 500);
        await app.Database.RunAsync("insert into network.consumption_day values ($1, $2, 7000, 700)", contract, today.AddDays(-20));

        var hours = (await SlotsAsync(client, contract, now.AddHours(-2), now.AddMinutes(1), ConsumptionBucket.Hour))!;
        var hour = now.ToUnixTimeSeconds() / 3600 * 3600;
        Assert.Equal([hour - 7200, hour - 3600, hour], hours.At);
        Assert.Equal([0, 0, 1_000], hours.Down);
        Assert.Equal([0, 0, 100], hours.Up);
        Assert.Equal("America/Argentina/Buenos_Aires", hours.TimeZone);

        var midnight = new DateTimeOffset(today.ToDateTime(TimeOnly.MinValue), TimeSpan.FromHours(-3));
        var days = (await SlotsAsync(client, contract, midnight.AddDays(-20), midnight.AddDays(1), ConsumptionBucket.Day))!;
        Assert.Equal(21, days.At.Count);
        Assert.Equal(midnight.AddDays(-20).ToUnixTimeSeconds(), days.At[0]);
        Assert.Equal((7_000, 13_000), (days.Down[0], days.Down.Sum()));
        Assert.Equal((700, 1_300), (days.Up[0], days.Up.Sum()));

        Assert.Equal([new SubscriberUse(idle, 0, 0), new SubscriberUse(contract, 1_000, 100)], await app.AskAsync((ISubscriberLines own) => own.TodayAsync(client)));
        Assert.Null(await SlotsAsync(other, contract, now.AddHours(-2), now, ConsumptionBucket.Hour));
        Assert.Empty(await app.AskAsync((ISubscriberLines own) => own.TodayAsync(other)));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => SlotsAsync(client, contract, now, now, ConsumptionBucket.Hour));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => SlotsAsync(client, contract, now.AddHours(-1000), now, ConsumptionBucket.Hour));
    }

    [Fact]
    public async Task Plans_are_offered_that_are_billed_as_often_with_what_they_cost_more_or_less()
    {
        var (client, other) = (await app.ClientAsync("Cambia"), await app.ClientAsync("Ajena"));
        var (own, cheap, fast) = (await PlanAsync(15000m, 6), await PlanAsync(9000m, 6), await PlanAsync(21000.50m, 6));
        await PlanAsync(1m, 12);
        var gone = await PlanAsync(2m, 6);
        await app.Database.RunAsync("update network.plan set archived_at = now() where id = $1", gone);
        var contract = await app.ContractAsync(client, plan: own);

        Assert.Equal([(cheap, -6000m), (fast, 6000.50m)], (await OfferedAsync(client, contract)).Select(one => (one.Plan.Id, one.Difference)));
        Assert.Empty(await OfferedAsync(other, contract));
    }

    [Fact]
    public async Task A_change_of_plan_is_planned_by_the_rules_of_the_form()
    {
        var client = await app.ClientAsync("Pide cambio");
        var (contract, faster, gone) = (await app.ContractAsync(client), await app.PlanAsync(NetworkApp.Unique("Más")), await app.PlanAsync(NetworkApp.Unique("Menos")));
        await app.Database.RunAsync("update network.plan set archived_at = now() where id = $1", gone);
        var today = await app.TodayAsync();

        Assert.Equal("Alguien lo cambió mientras lo mirabas. Volvé a abrirlo y probá de nuevo.", await ChangeAsync(Guid.CreateVersion7(), faster, today.AddDays(1)));
        Assert.Equal("Plan siguiente: es el mismo que tiene. Elegí otro.", await ChangeAsync(contract, app.Plan, today.AddDays(1)));
        Assert.Equal("Plan siguiente: ese plan ya no se ofrece. Elegí otro.", await ChangeAsync(contract, gone, today.AddDays(1)));
        Assert.Equal($"Desde: el {today:d/M/yyyy} no es después de hoy, {today:d/M/yyyy}. Para cambiar ya, elegí el plan arriba.", await ChangeAsync(contract, faster, today));
        Assert.Null(await app.StoredAsync<Guid?>(contract, "next_plan_id"));

        Assert.Null(await ChangeAsync(contract, faster, today.AddDays(1)));

        Assert.Equal((faster, today.AddDays(1)), (await app.StoredAsync<Guid>(contract, "next_plan_id"), await app.StoredAsync<DateOnly>(contract, "next_plan_from")));
        var ended = await app.ContractAsync(client, state: "disabled", end: new DateOnly(2026, 2, 1));
        await app.Database.RunAsync("update network.contract set ended = true where id = $1", ended);
        Assert.Equal("El contrato terminó: no cambia de plan.", await ChangeAsync(ended, faster, today.AddDays(1)));
        var parted = await app.ContractAsync(await app.ClientAsync("Se fue", "deactivated"));
        Assert.Equal("El cliente está desactivado: sus contratos no se cambian hasta reactivarlo.", await ChangeAsync(parted, faster, today.AddDays(1)));
    }

    private Task<IReadOnlyList<SubscriberLine>> LinesAsync(Guid client) => app.AskAsync((ISubscriberLines own) => own.LinesAsync(client));

    private Task<SubscriberConsumption?> SlotsAsync(Guid client, Guid contract, DateTimeOffset from, DateTimeOffset to, ConsumptionBucket bucket) =>
        app.AskAsync((ISubscriberLines own) => own.ConsumptionAsync(client, contract, from, to, bucket));

    private Task<IReadOnlyList<OfferedPlan>> OfferedAsync(Guid client, Guid contract) => app.AskAsync((ISubscriberLines own) => own.OfferedPlansAsync(client, contract));

    private Task<Guid> PlanAsync(decimal price, short months) => app.Database.ValueAsync<Guid>(
        "insert into network.plan (name, down_kbps, up_kbps, price, frequency_months) values ($1, 50000, 10000, $2, $3) returning id", NetworkApp.Unique("Oferta"), price, months);

    private Task<string?> ChangeAsync(Guid contract, Guid plan, DateOnly from) => app.AskAsync(async (IServiceProvider services) =>
    {
        await using var transaction = await services.GetRequiredService<IWispTransactions>().BeginAsync();
        var problem = await services.GetRequiredService<ISubscriberLines>().ChangePlanAsync(transaction, contract, plan, from);
        if (problem is null) await transaction.CommitAsync();
        return problem;
    });
}
