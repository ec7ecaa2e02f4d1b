using Microsoft.Extensions.Localization;
using NpgsqlTypes;
using Wisp.Modules.Billing.Features.Papers;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Engine;

/// <param name="Clients">Whose debts; their accounts are held.</param>
internal sealed record SettleRequest(IReadOnlyCollection<Guid> Clients)
{
    /// <summary>Only the money of this payment; else all free credit, the oldest first.</summary>
    public Guid? Payment { get; init; }

    /// <summary>Only these invoices, in this order (PAY-03); else every debt, the oldest due first (PAY-02).</summary>
    public IReadOnlyList<Guid>? Invoices { get; init; }
}

/// <summary>
/// Puts free money to unpaid invoices, set-based, and does what follows from an invoice that is paid: a surcharge when it was late (BIL-32),
/// reporting that waited for it (SM-I2), and service again for contracts that owe no more (AUT-10).
/// </summary>
[Feature]
internal sealed class Settle(Reenable reenable, IIsp isp, IStringLocalizer<BillingText> text, TimeProvider clock)
{
    /// <summary>Puts all free credit of some clients to what they owe, where the ISP's settings say so (PAY-04).</summary>
    public async Task FreeCreditAsync(IWispTransaction transaction, IReadOnlyCollection<Guid> clients, CancellationToken cancellationToken)
    {
        if (await transaction.Connection.Sql("select apply_credit from billing.settings").ValueAsync<bool>(cancellationToken))
            await RunAsync(transaction, new SettleRequest(clients), cancellationToken);
    }

    /// <returns>The invoices that are paid now.</returns>
    public async Task<IReadOnlyList<Guid>> RunAsync(IWispTransaction transaction, SettleRequest request, CancellationToken cancellationToken)
    {
        var paid = await transaction.Connection.Sql(
            Statement, request.Clients.ToArray(), request.Payment.As(NpgsqlDbType.Uuid),
            request.Invoices?.ToArray().As(NpgsqlDbType.Array | NpgsqlDbType.Uuid) ?? ((object?)null).As(NpgsqlDbType.Array | NpgsqlDbType.Uuid), clock.GetUtcNow(),
            PaperLanguage.Of(await isp.SettingsAsync(cancellationToken), () => text["item.surcharge"].Value))
            .ListAsync(row => (Id: row.GetGuid(0), Contract: row.Maybe<Guid>(1)), cancellationToken);
        await reenable.RunAsync(transaction, [.. paid.Select(one => one.Contract).OfType<Guid>().Distinct()], cancellationToken);
        return [.. paid.Select(one => one.Id)];
    }

    // Money and debts of a client are laid side by side, each from its own 0; where they overlap, that money pays that debt.
    private const string Statement =
        """
        with money as materialized (
            select s.*, sum(s.free) over w - s.free as from_sum, sum(s.free) over w as to_sum
            from (
                select client_id, id as payment_id, null::uuid as credit_note_id, credit_amount as free, payment_date as day, created_at as at, id
                from billing.payment where client_id = any ($1) and credit_amount > 0 and ($2 is null or id = $2)
                union all
                select client_id, null, id, credit_amount, issued_on, issued_at, id
                from billing.credit_note where client_id = any ($1) and credit_amount > 0 and $2 is null) s
            window w as (partition by s.client_id order by s.day, s.at, s.id)),
        debt as materialized (
            select i.client_id, i.id, i.balance, i.first_due_date, sum(i.balance) over w - i.balance as from_sum, sum(i.balance) over w as to_sum
            from billing.invoice i
            where i.client_id in (select client_id from money) and i.state = 'pending' and ($3 is null or i.id = any ($3))
            window w as (partition by i.client_id order by array_position($3, i.id), i.first_due_date, i.number, i.id)),
        pair as materialized (
            select m.client_id, m.payment_id, m.credit_note_id, d.id as invoice_id, m.day, d.first_due_date,
                   least(m.to_sum, d.to_sum) - greatest(m.from_sum, d.from_sum) as amount
            from money m join debt d on d.client_id = m.client_id and m.from_sum < d.to_sum and d.from_sum < m.to_sum),
        told as (
            insert into billing.allocation (client_id, payment_id, credit_note_id, invoice_id, amount, at)
            select client_id, payment_id, credit_note_id, invoice_id, amount, $4 from pair),
        spent as (
            update billing.payment p set credit_amount = p.credit_amount - x.amount
            from (select payment_id, sum(amount) as amount from pair group by payment_id) x where p.id = x.payment_id),
        noted as (
            update billing.credit_note n set credit_amount = n.credit_amount - x.amount
            from (select credit_note_id, sum(amount) as amount from pair group by credit_note_id) x where n.id = x.credit_note_id),
        settled as (
            update billing.invoice i
            set balance = i.balance - x.amount, state = case when i.balance = x.amount then 'paid' else 'pending' end,
                fiscal_state = case when i.balance = x.amount and i.fiscal_state = 'waiting_payment' then 'queued' else i.fiscal_state end
            from (select invoice_id, sum(amount) as amount, max(day) as last_day from pair group by invoice_id) x
            where i.id = x.invoice_id
            returning i.id, i.client_id, i.contract_id, i.state, i.kind, i.number, i.public_id, i.gross_amount, x.amount, x.last_day > i.first_due_date as was_late, x.last_day),
        surcharged as (
            insert into billing.contract_item (contract_id, client_id, kind, description, value, periods, from_date, invoice_id, created_at)
            select s.contract_id, s.client_id, 'surcharge', replace($5, '{0}', s.kind || ' ' || coalesce(s.number::text, '#' || s.public_id)),
                   case r.surcharge_kind when 'percent' then round(s.gross_amount * r.surcharge_value / 100, 2) else r.surcharge_value end, 1, s.last_day, s.id, $4
            from settled s
            left join billing.contract_profile x on x.id = s.contract_id
            join billing.profile r on r.id = coalesce(x.profile_id, (select o.id from billing.profile o where o.name is null))
            where s.state = 'paid' and s.was_late and s.contract_id is not null and r.surcharge_kind <> 'none'
              and (r.surcharge_kind = 'amount' or round(s.gross_amount * r.surcharge_value / 100, 2) > 0)
            and not exists (
                select from billing.contract_item o join billing.invoice_item t on t.source_id = o.id join billing.invoice b on b.id = t.invoice_id
                where o.invoice_id = s.id and o.kind = 'surcharge' and b.state <> 'void')
            on conflict (invoice_id) where kind = 'surcharge' and archived_at is null do nothing),
        booked as (
            update billing.account a
            set credit = a.credit - x.amount, unpaid = a.unpaid - x.amount, unpaid_count = a.unpaid_count - x.paid
            from (select client_id, sum(amount) as amount, count(*) filter (where state = 'paid')::integer as paid from settled group by client_id) x
            where a.client_id = x.client_id)
        select id, contract_id from settled where state = 'paid'
        """;
}
