using System.Globalization;
using Microsoft.Extensions.Localization;
using Npgsql;
using NpgsqlTypes;
using Wisp.Modules.Billing.Data;
using Wisp.Modules.Billing.Domain;
using Wisp.Modules.Billing.Features.Engine;
using Wisp.Modules.Billing.Features.Papers;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Extras;

/// <summary>A change of plan within a billed period, counted by days (5.3).</summary>
/// <param name="PeriodFrom">First day of the billed period.</param>
/// <param name="PeriodTo">Its last day.</param>
/// <param name="Day">From when the new plan counts.</param>
/// <param name="Earliest">The first day that may be chosen.</param>
/// <param name="OldPlan">The plan that was billed.</param>
/// <param name="NewPlan">The contract's plan now.</param>
/// <param name="Days">Days from <paramref name="Day"/> to the period's end.</param>
/// <param name="Of">Days that the price stands for.</param>
/// <param name="Percent">Discount in percent that the period was billed with, and that goes on for both plans.</param>
/// <param name="Charge">What the new plan costs for those days.</param>
/// <param name="Credit">What the old plan was billed for them.</param>
/// <param name="Problem">Why it cannot be settled like this.</param>
internal sealed record PlanChange(
    Guid InvoiceId, DateOnly PeriodFrom, DateOnly PeriodTo, DateOnly Day, DateOnly Earliest, string OldPlan, decimal OldPrice, Guid NewPlanId, string NewPlan, decimal NewPrice,
    int Days, int Of, decimal Percent, decimal Charge, decimal Credit, Problem? Problem);

/// <summary>
/// Settles a change of plan "now" (BIL-21): the next invoice charges the new plan's days of the period in course and takes off the old plan's
/// unused ones. Each is rounded once; what the period was discounted in percent is discounted of both.
/// </summary>
[Feature]
internal sealed class AdjustPlan(IDatabase<BillingDb> database, IIsp isp, IStringLocalizer<ExtrasText> text, IActorAccessor actor, TimeProvider clock)
{
    /// <param name="contract">The contract.</param>
    /// <param name="typedDay">From when; blank is today.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns><c>null</c> when the period in course was billed with the contract's plan, or not at all.</returns>
    public async Task<PlanChange?> FindAsync(Guid contract, string? typedDay, CancellationToken cancellationToken)
    {
        await using var connection = await database.Source.OpenConnectionAsync(cancellationToken);
        return await FindAsync(connection, contract, typedDay, cancellationToken);
    }

    /// <summary>Saves it if it is still what the person was shown.</summary>
    public async Task<Problem?> RunAsync(BilledContract contract, string? typedDay, string? shown, CancellationToken cancellationToken)
    {
        await using var transaction = await database.BeginAsync(cancellationToken);
        var connection = transaction.Connection;
        await connection.Sql(PlanInvoices.Lock).RunAsync(cancellationToken);
        if (await FindAsync(connection, contract.Id, typedDay, cancellationToken) is not { } change) return new("", "adjust.nothing");
        if (change.Problem is { } problem) return problem;
        if (shown != Shown(change)) return Problem.Stale;
        var settings = await isp.SettingsAsync(cancellationToken);
        await connection.Sql(
            """
            with charge as (
                insert into billing.contract_item (contract_id, client_id, kind, description, value, periods, from_date, created_at)
                select $1, $2, 'one_off', $3, $4, 1, $5, $6 where $4::numeric > 0 returning id),
            credit as (
                insert into billing.contract_item (contract_id, client_id, kind, description, value, periods, from_date, created_at)
                select $1, $2, 'discount_amount', $7, $8, 1, $5, $6 where $8::numeric > 0 returning id)
            insert into billing.plan_adjustment (contract_id, client_id, period_from, from_day, plan_id, price, charge_id, credit_id, made_at, actor)
            values ($1, $2, $9, $10, $11, $12, (select id from charge), (select id from credit), $6, $13)
            """, contract.Id, contract.ClientId, Describe(settings, "adjust.charge", change.NewPlan, change), change.Charge, change.PeriodTo.AddDays(1), clock.GetUtcNow(),
            Describe(settings, "adjust.credit", change.OldPlan, change), change.Credit, change.PeriodFrom, change.Day, change.NewPlanId, change.NewPrice, actor.Current.Name).RunAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return null;
    }

    /// <summary>What the form sends back, so that nothing but what was shown is saved.</summary>
    public static string Shown(PlanChange change) => string.Create(CultureInfo.InvariantCulture, $"{change.NewPlanId} {change.Charge:0.00} {change.Credit:0.00}");

    private string Describe(IspSettings settings, string key, string plan, PlanChange change) =>
        OneLine.Fit(PaperLanguage.Of(settings, () => text[key, plan, change.Day, change.PeriodTo, change.Days, change.Of].Value));

    private async Task<PlanChange?> FindAsync(NpgsqlConnection connection, Guid contract, string? typedDay, CancellationToken cancellationToken)
    {
        var today = await isp.TodayAsync(cancellationToken);
        var day = string.IsNullOrWhiteSpace(typedDay) ? today : Typed.Day(typedDay);
        var found = (await connection.Sql(Statement, contract, today).ListAsync(
            row => (
                Invoice: row.GetGuid(0), From: row.GetFieldValue<DateOnly>(1), To: row.GetFieldValue<DateOnly>(2), Of: row.GetInt32(3), Earliest: row.GetFieldValue<DateOnly>(4),
                Old: row.GetString(5), OldPrice: row.GetDecimal(6), NewId: row.GetGuid(7), New: row.GetString(8), NewPrice: row.GetDecimal(9), Percent: row.GetDecimal(10),
                IsAlike: row.GetBoolean(11), HasNext: row.GetBoolean(12), Other: row.GetDecimal(13)), cancellationToken)).SingleOrDefault();
        if (found.Invoice == Guid.Empty) return null;

        var start = day is { } chosen && chosen >= found.Earliest && chosen <= found.To ? chosen : today < found.Earliest ? found.Earliest : today;
        var days = found.To.DayNumber - start.DayNumber + 1;
        var (charge, credit) = (Part(found.NewPrice, found.Percent, days, found.Of), Part(found.OldPrice, found.Percent, days, found.Of));
        var problem = day is null ? new Problem("Day", "adjust.day.invalid", typedDay ?? "")
            : day < found.Earliest || day > found.To ? new("Day", "adjust.day.out", day.Value, found.Earliest, found.To)
            : !found.IsAlike ? new("", "adjust.unlike", found.Old, found.New)
            : !found.HasNext ? new("", "adjust.no-next", found.To)
            : charge == credit ? new("", "adjust.same")
            // A discount takes no more than the invoice has (BIL-31): the rest would be lost.
            : credit > charge + found.NewPrice + found.Other ? new Problem("", "adjust.too-much", credit, Math.Max(charge + found.NewPrice + found.Other, 0))
            : null;
        return new PlanChange(
            found.Invoice, found.From, found.To, start, found.Earliest, found.Old, found.OldPrice, found.NewId, found.New, found.NewPrice, days, found.Of, found.Percent, charge, credit, problem);
    }

    private static decimal Part(decimal price, decimal percent, int days, int of) =>
        Math.Round(price * (100 - percent) * days / (100 * of), 2, MidpointRounding.AwayFromZero);

    // The period in course and the plan that counts in it so far: the billed one, or that of the last change that was settled.
    private const string Statement =
        $"""
        select i.id, p.period_from, p.period_to, coalesce((b.why ->> 'of')::integer, p.period_to - p.period_from + 1), coalesce(a.from_day, p.period_from),
               o.name, coalesce(a.price, b.unit_price), n.id, n.name, n.price,
               least(100, coalesce((
                 select sum((t.why ->> 'value')::numeric) from billing.invoice_item t
                 where t.invoice_id = i.id and t.kind = 'discount' and t.why ->> 'rule' = 'discount_percent'), 0)),
               n.frequency_months = o.frequency_months and n.price_includes_tax = b.includes_tax,
               c.end_date is null,
               coalesce((
                 select sum(case x.kind when 'one_off' then x.value when 'discount_percent' then -round(n.price * x.value / 100, 2) else -x.value end)
                 from billing.contract_item x
                 where x.contract_id = c.id and x.archived_at is null and x.kind in ('one_off', 'discount_percent', 'discount_amount') and x.from_date <= p.period_to + 1
                   and (x.periods is null or x.periods > {ContractBilling.Billed})), 0)
        from network.contracts_v1 c
        join billing.period p on p.contract_id = c.id and p.outcome = 'invoice' and $2 between p.period_from and p.period_to
        join billing.invoice i on i.id = p.invoice_id and i.state in ('pending', 'paid')
        join billing.invoice_item b on b.invoice_id = i.id and b.kind = 'plan'
        left join lateral (
            select l.plan_id, l.price, l.from_day from billing.plan_adjustment l
            where l.contract_id = c.id and l.period_from = p.period_from
              and not exists (select from billing.contract_item x where x.id in (l.charge_id, l.credit_id) and x.archived_at is not null)
            order by l.made_at desc, l.id desc limit 1) a on true
        join network.plans_v1 o on o.id = coalesce(a.plan_id, b.source_id)
        join network.plans_v1 n on n.id = case when c.next_plan_from <= $2 then c.next_plan_id else c.plan_id end
        where c.id = $1 and n.id <> o.id
        """;
}
