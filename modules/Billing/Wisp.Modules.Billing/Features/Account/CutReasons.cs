using System.Text.Json;
using Wisp.Modules.Billing.Data;
using Wisp.Modules.Billing.Features.DueNotices;
using Wisp.Modules.Billing.Features.Engine;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Account;

/// <param name="Papers">The invoices that were the reason, as papers name them.</param>
internal sealed record CutReason(
    Guid ContractId, long Contract, string State, string Act, string Rule, decimal Debt, DateOnly? DueOn, DateOnly Day, DateTimeOffset At, string[] Papers, DateOnly? PromisedUntil,
    IReadOnlyList<ToldNotice> Notices);

/// <summary>Answers "why am I cut?": the last thing that Wisp itself did to each contract that is not simply in service, and its proof.</summary>
[Feature]
internal sealed class CutReasons(IDatabase<BillingDb> database)
{
    public Task<List<CutReason>> OfAsync(Guid client, CancellationToken cancellationToken) => database.Source.Sql(
        $"""
        select c.id, c.public_id, c.state, a.act, a.rule, a.debt, a.due_on, a.day, a.at,
               array(select {PaperSql.Invoice} from billing.invoice i join billing.point_of_sale s on s.id = i.point_of_sale_id where i.id = any (a.invoice_ids) order by i.first_due_date, i.number),
               (select p.valid_until from billing.promise p where p.contract_id = c.id and p.state = 'open'),
               (select jsonb_agg(jsonb_build_object('kind', n.kind, 'outcome', n.outcome, 'day', n.day) order by n.day, n.kind)::text
                from (select distinct n.kind, n.outcome, n.day from billing.due_notice n
                      where n.invoice_id = any (a.invoice_ids) and {ToldNotices.Shown}) n)
        from network.contracts_v1 c
        cross join lateral (select * from billing.automatic_act x where x.contract_id = c.id order by x.at desc limit 1) a
        where c.client_id = $1 and not c.ended and (c.state in ('alerted', 'disabled') and c.state_origin = 'system' or a.act = 'promise' and c.state = 'enabled')
        order by c.public_id
        """, client).ListAsync(
            row => new CutReason(
                row.GetGuid(0), row.GetInt64(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetDecimal(5), row.Maybe<DateOnly>(6), row.GetFieldValue<DateOnly>(7),
                row.GetFieldValue<DateTimeOffset>(8), row.GetFieldValue<string[]>(9), row.Maybe<DateOnly>(10),
                row.Text(11) is { } told ? JsonSerializer.Deserialize<List<ToldNotice>>(told, JsonSerializerOptions.Web)! : []), cancellationToken);
}
