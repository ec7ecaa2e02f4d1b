using Wisp.Contracts.Billing;
using Wisp.Modules.Billing.Features.Countries;

namespace Wisp.Modules.Billing.Features.Engine;

/// <summary>
/// What contracts are to be billed, as common table expressions: <c>due</c> (one row a contract with its period, or the rule that keeps it from
/// being billed), <c>item</c> (lines), <c>levy</c> (taxes) and <c>total</c> (sums). Preview and run read the same text, so that what is shown is
/// what is issued. Parameters: <c>$1</c> the day, <c>$2</c> the ISP's time zone; whoever looks adds more from <c>$3</c> on.
/// </summary>
internal static class ChargeSql
{
    /// <param name="contracts">A select of contracts to look at, over <c>network.contracts_v1</c>.</param>
    /// <param name="sources">Lines of other modules.</param>
    /// <param name="countries">Which letters show VAT.</param>
    public static string With(string contracts, IEnumerable<IInvoiceLineSource> sources, BillingCountries countries) =>
        $"""
        with setting as materialized (
            select * from billing.settings),
        look as materialized (
            {contracts}),
        {Base},
        {Service},
        {Due(countries)},
        {Items(sources)},
        {Taxes},
        {Totals}
        """;

    // From where each contract is to be billed next: after what was billed, but not before billing was switched on (FBIL-19). Most contracts of
    // a day are not due and end here. Clients are looked up one by one: to read all of them for each few thousand contracts would cost more.
    private const string Base =
        """
        base as materialized (
            select c.id as contract_id, c.client_id, c.state, c.state_origin, c.end_date, c.plan_id, c.next_plan_id, c.next_plan_from,
                   b.firm_id, b.invoice_kind, b.vat_condition, b.taxpayer_id, b.tax_ids, b.cycle_start_day::integer as cycle_day,
                   billed.until, greatest(billed.until + 1, case when c.start_date >= b.enabled_on then c.start_date else b.first_from end) as base_from
            from look c
            cross join lateral (select * from billing.client b where b.id = c.client_id and b.enabled offset 0) b
            cross join lateral (select from clients.clients_v1 k where k.id = c.client_id and k.status = 'active' offset 0) k
            left join lateral (
                select p.period_to as until from billing.period p where p.contract_id = c.id order by p.period_from desc limit 1) billed on true)
        """;

    // Not in service for the whole period so far: left out; back since: billed from that day (BIL-11). Nothing is made up for months without service.
    private const string Service =
        """
        served as materialized (
            select b.*, case when coalesce(turn.from_state, b.state) <> 'disabled' or (s.bill_system_disabled and coalesce(held.origin, b.state_origin) = 'system')
                             then b.base_from
                             else greatest(b.base_from, (back.at at time zone $2)::date) end as from_day,
                   coalesce(turn.from_state, b.state) = 'disabled' and back.at is null
                     and not (s.bill_system_disabled and coalesce(held.origin, b.state_origin) = 'system') as is_out
            from base b
            cross join setting s
            left join lateral (
                select n.from_state from network.state_changes_v1 n
                where n.contract_id = b.contract_id and n.at >= (b.base_from::timestamp at time zone $2) order by n.at limit 1) turn on true
            left join lateral (
                select min(n.at) as at from network.state_changes_v1 n
                where n.contract_id = b.contract_id and n.at >= (b.base_from::timestamp at time zone $2) and n.to_state <> 'disabled'
                  and coalesce(turn.from_state, b.state) = 'disabled') back on true
            left join lateral (
                select n.origin from network.state_changes_v1 n
                where n.contract_id = b.contract_id and n.at < (b.base_from::timestamp at time zone $2) and s.bill_system_disabled
                order by n.at desc limit 1) held on true
            where b.base_from + case s.billing_mode when 'advance' then s.issue_offset_days else 0 end <= $1)
        """;

    // First and last periods may be charged whole (BIL-20); days between two cycles are always charged by days (BIL-06).
    // The planner takes so many conditions together for one row left, and would then compare each contract with each: the empty half of due tells
    // it to expect thousands.
    // The period: from the cycle day at or before its first day, as many months as the plan has (BIL-01, BIL-06, BIL-07).
    private static string Due(BillingCountries countries) =>
        $"""
        dated as materialized (
            select v.*, p.plan, p.plan_name, p.price, p.frequency_months, p.price_includes_tax,
                   (g.grid_from + make_interval(months => p.frequency_months))::date - 1 as grid_to, g.grid_from
            from served v
            join network.plans_v1 n on n.id = v.plan_id
            left join network.plans_v1 x on x.id = v.next_plan_id and v.next_plan_from <= v.from_day
            cross join lateral (
                select coalesce(x.id, n.id) as plan, coalesce(x.name, n.name) as plan_name, coalesce(x.price, n.price) as price,
                       coalesce(x.frequency_months, n.frequency_months) as frequency_months, coalesce(x.price_includes_tax, n.price_includes_tax) as price_includes_tax) p
            cross join lateral (
                select make_date(extract(year from v.from_day)::integer, extract(month from v.from_day)::integer, v.cycle_day) as this_month) m
            cross join lateral (
                select case when m.this_month <= v.from_day then m.this_month else (m.this_month - interval '1 month')::date end as grid_from) g
            where not v.is_out),
        owed as materialized (
            select host.uuid7() as invoice_id, d.contract_id, d.client_id, d.firm_id, d.invoice_kind as kind, d.tax_ids, d.plan, d.plan_name, d.price,
                   d.price_includes_tax, d.from_day, least(d.grid_to, d.end_date) as to_day, d.grid_to - d.grid_from + 1 as days_of,
                   not s.prorate and (d.until is null or d.end_date <= d.grid_to) as is_whole,
                   least(d.grid_to, d.end_date) - d.from_day + 1 as days, w.id as point_of_sale_id,
                   case when f.archived_at is not null then 'firm-archived'
                        when w.id is null then 'no-point-of-sale'
                        when {LetterSql.HasVat(countries, "f.country", "d.invoice_kind")} and not exists (
                            select from billing.tax t where t.id = any (d.tax_ids) and t.kind = 'vat') then 'no-vat'
                        when {LetterSql.NeedsTaxId(countries, "f.country", "d.vat_condition")} and d.taxpayer_id is null then 'no-taxpayer' end as problem,
                   {LetterSql.HasVat(countries, "f.country", "d.invoice_kind")} as has_vat
            from dated d
            cross join setting s
            join billing.firm f on f.id = d.firm_id
            left join billing.point_of_sale w on w.firm_id = d.firm_id and w.is_default
            where d.from_day <= coalesce(d.end_date, d.from_day)
              and s.issue_offset_days + case s.billing_mode when 'advance' then d.from_day else least(d.grid_to, d.end_date) + 1 end <= $1),
        due as materialized (
            select * from owed
            union all
            select o.* from generate_series(1, 5000) left join owed o on false where (select false))
        """;

    // Lines in the order of BIL-30. Prices of one contract include tax or do not, as its plan's price does; a discount never takes more than
    // is left (BIL-31).
    private static string Items(IEnumerable<IInvoiceLineSource> sources) =>
        $$"""
        extra as materialized (
            select d.contract_id, d.from_day, d.to_day, x.id, x.kind, x.description, x.value, x.every_periods, d.days, d.days_of, d.is_whole, d.price_includes_tax
            from due d
            join billing.contract_item x on x.contract_id = d.contract_id and x.archived_at is null and x.from_date <= d.to_day
            where d.problem is null
              and (x.periods is null or x.periods > (
                select count(*) from billing.invoice_item u join billing.invoice i on i.id = u.invoice_id
                where u.source_id = x.id and i.state <> 'void'))
              and (x.every_periods = 1 or 0 = (
                select count(*) from billing.period p where p.contract_id = x.contract_id and p.period_from >= x.from_date and p.period_from < d.from_day
                  and p.outcome <> 'void') % x.every_periods)),
        charge as materialized (
            select d.contract_id, 1 as step, d.plan as source_id, 'plan' as kind, d.plan_name as description, d.from_day, d.to_day, 1::numeric as quantity,
                   d.price as unit_price, d.price_includes_tax as includes_tax,
                   case when d.days = d.days_of or d.is_whole then d.price else round(d.price * d.days / d.days_of, 2) end as amount,
                   case when d.days = d.days_of or d.is_whole
                        then jsonb_build_object('rule', 'plan', 'price', d.price)
                        else jsonb_build_object('rule', 'plan.days', 'price', d.price, 'days', d.days, 'of', d.days_of) end as why
            from due d
            where d.problem is null
            union all
            select x.contract_id, case x.kind when 'recurring' then 2 when 'one_off' then 4 else 5 end, x.id, x.kind, x.description, x.from_day, x.to_day, 1,
                   x.value, x.price_includes_tax,
                   case when x.kind = 'recurring' and x.every_periods = 1 and x.days < x.days_of and not x.is_whole then round(x.value * x.days / x.days_of, 2) else round(x.value, 2) end,
                   case when x.kind = 'recurring' and x.every_periods = 1 and x.days < x.days_of and not x.is_whole
                        then jsonb_build_object('rule', 'recurring.days', 'price', x.value, 'days', x.days, 'of', x.days_of)
                        else jsonb_build_object('rule', x.kind, 'price', x.value) end
            from extra x
            where x.kind in ('recurring', 'one_off', 'surcharge')
            {{string.Concat(sources.Select(Lines))}}),
        charged as (
            select contract_id, sum(amount) as amount, sum(amount) filter (where kind = 'plan') as plan_amount from charge group by contract_id),
        rebate as materialized (
            select r.*, least(r.wanted_so_far, c.amount) - least(r.wanted_so_far - r.wanted, c.amount) as amount
            from (
                select x.*, sum(x.wanted) over (partition by x.contract_id order by x.id) as wanted_so_far
                from (
                    select e.*, case e.kind when 'discount_percent' then round(c.plan_amount * e.value / 100, 2) else round(e.value, 2) end as wanted
                    from extra e join charged c using (contract_id)
                    where e.kind in ('discount_percent', 'discount_amount')) x) r
            join charged c using (contract_id)),
        item as materialized (
            select l.*, row_number() over (partition by l.contract_id order by l.step, l.source_id) as position
            from (
                select contract_id, step, source_id, kind, description, from_day, to_day, quantity, unit_price, includes_tax, amount, why from charge
                union all
                select contract_id, 6, id, 'discount', description, from_day, to_day, 1, -amount, price_includes_tax, -amount,
                       jsonb_build_object('rule', kind, 'value', value, 'wanted', wanted)
                from rebate where amount > 0) l)
        """;

    private static string Lines(IInvoiceLineSource source) =>
        $"""

            union all
            select d.contract_id, 3, null, 'line', l.description, d.from_day, d.to_day, 1, l.amount, d.price_includes_tax, l.amount,
                   jsonb_build_object('rule', 'line', 'source', '{source.Key}', 'price', l.amount)
            from due d
            join ({source.Lines}) l (contract_id, description, amount, from_date, to_date) on l.contract_id = d.contract_id
            where d.problem is null and l.from_date <= d.to_day and coalesce(l.to_date, d.from_day) >= d.from_day
        """;

    // Taxes inside the price: the net is rounded a line, the tax is the rest, so the total is the promised price (TAX-02). Taxes on top: once
    // a rate over the sum of nets (TAX-03, TAX-05).
    public const string Taxes =
        """
        rate as materialized (
            select d.contract_id, t.id as tax_id, t.name::text as name, t.kind, t.authority_code, t.rate, t.included_in_price and d.price_includes_tax as is_inside, u.place,
                   row_number() over (partition by d.contract_id, t.included_in_price and d.price_includes_tax order by u.place desc) = 1 as is_last
            from due d
            cross join lateral unnest(d.tax_ids) with ordinality u (tax_id, place)
            join billing.tax t on t.id = u.tax_id
            where d.problem is null and (t.kind <> 'vat' or d.has_vat)),
        netted as materialized (
            select i.*, case when i.includes_tax and r.inside > 0 then round(i.amount / (1 + r.inside / 100), 2) else i.amount end as net
            from item i
            left join (select contract_id, sum(rate) filter (where is_inside) as inside from rate group by contract_id) r using (contract_id)),
        summed as materialized (
            select contract_id, sum(net) as net, sum(net) filter (where kind <> 'discount') as before_discount, sum(amount - net) as inside_tax
            from netted group by contract_id),
        levy as materialized (
            select r.contract_id, r.tax_id, r.name, r.kind, r.authority_code, r.rate, s.net as base,
                   row_number() over (partition by r.contract_id order by r.place) as position,
                   case when not r.is_inside or not r.is_last then round(s.net * r.rate / 100, 2)
                        else s.inside_tax - coalesce(sum(round(s.net * r.rate / 100, 2)) filter (where r.is_inside and not r.is_last) over (partition by r.contract_id), 0) end as amount
            from rate r join summed s using (contract_id))
        """;

    public const string Totals =
        """
        total as materialized (
            select d.*, s.before_discount as net_amount, s.before_discount - s.net as discount_amount, coalesce(l.amount, 0) as tax_amount,
                   s.net + coalesce(l.amount, 0) as gross_amount
            from due d
            join summed s using (contract_id)
            left join (select contract_id, sum(amount) as amount from levy group by contract_id) l using (contract_id))
        """;
}
