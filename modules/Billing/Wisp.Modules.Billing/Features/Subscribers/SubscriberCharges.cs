using Microsoft.Extensions.Localization;
using Wisp.Contracts.Billing;
using Wisp.Modules.Billing.Data;
using Wisp.Modules.Billing.Features.Runs;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Subscribers;

[Feature]
internal sealed class SubscriberCharges(IDatabase<BillingDb> database, ReadCharges charges, IIsp isp, IStringLocalizer<BillingText> text) : ISubscriberCharges
{
    public async Task<SubscriberNextInvoice?> NextInvoiceAsync(Guid clientId, Guid contractId, Guid? planId, CancellationToken cancellationToken)
    {
        // On a day that never comes everything is due, and of each contract the next period alone.
        var rows = (await charges.RunAsync(DateOnly.MaxValue, planId is null ? AsItIs : WithPlan, [contractId, clientId, .. planId is { } plan ? [plan] : Array.Empty<object?>()], cancellationToken)).Rows;
        if (rows is not [{ Problem: null, Gross: > 0 } next]) return null;
        var (isAdvance, offset) = (await database.Source.Sql("select billing_mode = 'advance', issue_offset_days::integer from billing.settings")
            .ListAsync(row => (row.GetBoolean(0), row.GetInt32(1)), cancellationToken)).Single();
        var (day, today) = ((isAdvance ? next.From : next.To.AddDays(1)).AddDays(offset), await isp.TodayAsync(cancellationToken));
        return new(
            day > today ? day : today, next.From, next.To, [.. next.Lines.Select(line => line.Shown(text))], [.. next.Taxes.Select(tax => tax.Shown())], next.Gross,
            (await isp.SettingsAsync(cancellationToken)).Currency);
    }

    private const string AsItIs = "select * from network.contracts_v1 where id = $3 and client_id = $4";

    private const string WithPlan =
        """
        select c.id, c.client_id, c.state, c.state_origin, c.start_date, c.end_date, p.id as plan_id, null::uuid as next_plan_id, null::date as next_plan_from
        from network.contracts_v1 c join network.plans_v1 p on p.id = $5 and (p.active or p.id = c.plan_id)
        where c.id = $3 and c.client_id = $4
        """;
}
