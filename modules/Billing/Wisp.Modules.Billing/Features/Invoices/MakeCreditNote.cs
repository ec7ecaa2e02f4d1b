using Wisp.Modules.Billing.Data;
using Wisp.Modules.Billing.Domain;
using Wisp.Modules.Billing.Features.Engine;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Invoices;

/// <summary>
/// Corrects an issued invoice without changing it (5.11): lowers what is owed of it first, the rest is credit. Taxes are those of the invoice,
/// in their share of all notes so far, so that no cent is lost or made between them; what VAT is taken of is what is left of the note without taxes. A note on what is reported is reported too, after its invoice.
/// </summary>
[Feature]
internal sealed class MakeCreditNote(IDatabase<BillingDb> database, Settle settle, Reenable reenable, IIsp isp, IActorAccessor actor, TimeProvider clock)
{
    /// <param name="key">Made with the form: the same form sent twice is one note.</param>
    /// <param name="id">The invoice.</param>
    /// <param name="typedAmount">How much of its total; blank for all that is left.</param>
    /// <param name="typedReason">Why.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    public async Task<IReadOnlyList<Problem>> RunAsync(Guid key, Guid id, string? typedAmount, string? typedReason, CancellationToken cancellationToken)
    {
        var (amount, reason) = (Typed.Money(typedAmount), Typed.Line(typedReason));
        List<Problem> problems = [];
        if (!string.IsNullOrWhiteSpace(typedAmount) && amount is null or 0) problems.Add(new("Amount", "amount.invalid", typedAmount ?? ""));
        if (reason is null) problems.Add(new("Reason", "reason.missing"));
        else if (reason.Length > 255) problems.Add(new("Reason", "text.long", reason.Length, 255));
        if (problems.Count > 0) return problems;

        await using var transaction = await database.BeginAsync(cancellationToken);
        var connection = transaction.Connection;
        var client = await connection.Sql("select client_id from billing.invoice where id = $1", id).ValueAsync<Guid?>(cancellationToken);
        if (client is null) return [Problem.Stale];
        await Accounts.HoldAsync(connection, [client.Value], cancellationToken);
        if (await connection.Sql("select invoice_id from billing.credit_note where id = $1", key).ValueAsync<Guid?>(cancellationToken) is { } noted)
            return noted == id ? [] : [Problem.Stale];
        var found = (await connection.Sql(
            """
            select i.state, i.contract_id, i.gross_amount, i.fiscal_state = 'authorized' and f.authority is null, coalesce((select sum(n.gross_amount) from billing.credit_note n where n.invoice_id = i.id), 0)
            from billing.invoice i join billing.firm f on f.id = i.firm_id where i.id = $1 for update of i
            """, id).ListAsync(row => (State: row.GetString(0), Contract: row.Maybe<Guid>(1), Gross: row.GetDecimal(2), CannotReport: row.GetBoolean(3), Noted: row.GetDecimal(4)), cancellationToken)).Single();
        if (found.State is not ("pending" or "paid")) return [new("", "note.not-issued")];
        if (found.CannotReport) return [new("", "note.no-authority")];
        var left = found.Gross - found.Noted;
        if (left == 0) return [new("", "note.nothing-left")];
        var wanted = amount ?? left;
        if (wanted > left) return [new("Amount", "note.more", wanted, left)];

        await connection.Sql(
            Statement, id, client, wanted, await isp.TodayAsync(cancellationToken), clock.GetUtcNow(), reason, actor.Current.Name, key).RunAsync(cancellationToken);
        await settle.FreeCreditAsync(transaction, [client.Value], cancellationToken);
        if (found.Contract is { } contract) await reenable.RunAsync(transaction, [contract], cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return [];
    }

    private const string Statement =
        $"""
        with was as materialized (
            select i.*, i.state = 'pending' and i.is_untouched and $3 = i.gross_amount and i.fiscal_state in ('waiting_payment', 'queued', 'rejected') as never_reported,
                   i.gross_amount - i.tax_amount = (select sum(t.base) from billing.invoice_tax t where t.invoice_id = i.id and t.kind = 'vat') as is_taxed
            from (
                select i.*, i.gross_amount - coalesce((select sum(n.gross_amount) from billing.credit_note n where n.invoice_id = i.id), 0) as left_over,
                       not exists (select from billing.allocation l where l.invoice_id = i.id and l.undone_at is null and l.payment_id is not null) as is_untouched
                from billing.invoice i where i.id = $1) i),
        earlier as (
            select (x ->> 'position')::smallint as position, sum((x ->> 'base')::numeric) as base, sum((x ->> 'amount')::numeric) as amount
            from billing.credit_note n cross join lateral jsonb_array_elements(n.taxes) x
            where n.invoice_id = $1 group by 1),
        shared as materialized (
            select t.position, t.name, t.kind, t.authority_code, t.rate,
                   round(t.base * (w.gross_amount - w.left_over + $3) / w.gross_amount, 2) - coalesce(e.base, 0) as base,
                   round(t.amount * (w.gross_amount - w.left_over + $3) / w.gross_amount, 2) - coalesce(e.amount, 0) as amount
            from billing.invoice_tax t cross join was w left join earlier e on e.position = t.position
            where t.invoice_id = $1),
        rest as (
            select max(position) filter (where kind = 'vat') as position, $3 - coalesce(sum(amount), 0) - coalesce(sum(base) filter (where kind = 'vat'), 0) as base from shared),
        taxed as materialized (
            select s.position, s.name, s.kind, s.authority_code, s.rate, s.amount,
                   round(s.base + case when s.position = r.position and (r.base < 0 or w.is_taxed) then r.base else 0 end, 2) as base
            from shared s cross join rest r cross join was w),
        series as (
            insert into billing.number_series as s (point_of_sale_id, document, letter, last, last_on)
            select point_of_sale_id, 'credit_note', kind, 1, greatest($4, issued_on) from was where fiscal_state = 'not_applicable'
            on conflict (point_of_sale_id, document, letter) do update set last = s.last + 1, last_on = {SeriesDay.Next}
            returning last, last_on),
        made as (
            insert into billing.credit_note (id, invoice_id, client_id, point_of_sale_id, kind, number, is_full, issued_at, issued_on, net_amount, tax_amount, gross_amount,
                                             credit_amount, taxes, reason, fiscal_state, actor)
            select $8, w.id, w.client_id, w.point_of_sale_id, w.kind, s.last, $3 = w.gross_amount, $5, coalesce(s.last_on, greatest($4, w.issued_on)), $3 - x.amount, x.amount, $3, $3 - least(w.balance, $3), x.taxes, $6,
                   case when w.fiscal_state = 'not_applicable' or w.never_reported then 'not_applicable' else 'queued' end, $7
            from was w left join series s on true
            cross join lateral (
                select coalesce(sum(amount), 0) as amount,
                       coalesce(jsonb_agg(jsonb_build_object('position', position, 'name', name, 'kind', kind, 'code', authority_code, 'rate', rate, 'base', base, 'amount', amount) order by position), '[]') as taxes
                from taxed) x
            returning id, is_full, issued_on),
        allocated as (
            insert into billing.allocation (client_id, credit_note_id, invoice_id, amount, at)
            select $2, m.id, w.id, least(w.balance, $3), $5 from made m cross join was w where w.balance > 0),
        lowered as (
            update billing.invoice i
            set balance = i.balance - least(w.balance, $3),
                state = case when i.balance > $3 then i.state when m.is_full and w.is_untouched then 'void' else 'paid' end,
                void_reason = case when m.is_full and w.is_untouched and i.state = 'pending' then $6 else i.void_reason end,
                fiscal_state = case when w.never_reported then 'not_applicable' when i.fiscal_state = 'waiting_payment' and i.balance <= $3 then 'queued' else i.fiscal_state end
            from was w cross join made m
            where i.id = w.id and i.state = 'pending'),
        booked as (
            update billing.account a
            set balance = a.balance + $3, credit = a.credit + $3 - least(w.balance, $3), unpaid = a.unpaid - least(w.balance, $3),
                unpaid_count = a.unpaid_count - case when w.balance > 0 and w.balance <= $3 then 1 else 0 end
            from was w where a.client_id = $2
            returning a.balance)
        insert into billing.account_transaction (client_id, kind, amount, balance_after, on_date, occurred_at, credit_note_id, note, actor)
        select $2, 'credit_note', $3, b.balance, m.issued_on, $5, m.id, $6, $7 from booked b cross join made m
        """;
}
