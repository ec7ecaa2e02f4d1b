namespace Wisp.Billing.Tests;

/// <summary>What holds after every step, whatever was done before.</summary>
internal static class Invariants
{
    /// <summary>Names what is broken of a client's money, or NULL. <c>$1</c> is the client.</summary>
    public const string Broken =
        """
        select string_agg(what, ', ') from (
            select 'INV-L1: balance is not the sum of the ledger' as what from billing.account a
            where a.client_id = $1 and a.balance <> (select coalesce(sum(t.amount), 0) from billing.account_transaction t where t.client_id = a.client_id)
            union all
            select 'INV-L1: a running balance is off' from (
                select t.balance_after, sum(t.amount) over (order by t.id) as added from billing.account_transaction t where t.client_id = $1) s
            where s.balance_after <> s.added
            union all
            select 'INV-L2: unpaid is not what pending invoices are short of' from billing.account a
            where a.client_id = $1 and (a.unpaid, a.unpaid_count) <> (
                select coalesce(sum(i.balance), 0), count(*)::integer from billing.invoice i where i.client_id = a.client_id and i.state = 'pending')
            union all
            select 'INV-L2: credit is not what payments and notes have left' from billing.account a
            where a.client_id = $1 and a.credit <> (
                select coalesce((select sum(p.credit_amount) from billing.payment p where p.client_id = a.client_id), 0)
                     + coalesce((select sum(n.credit_amount) from billing.credit_note n where n.client_id = a.client_id), 0))
            union all
            select 'INV-P1: a payment does not add up' from billing.payment p
            where p.client_id = $1 and p.state = 'success' and p.amount <> p.credit_amount + coalesce(
                (select sum(l.amount) from billing.allocation l where l.payment_id = p.id and l.undone_at is null), 0)
            union all
            select 'INV-P1: a void payment still pays' from billing.payment p
            where p.client_id = $1 and p.state = 'void' and exists (select from billing.allocation l where l.payment_id = p.id and l.undone_at is null)
            union all
            select 'NC: a credit note does not add up' from billing.credit_note n
            where n.client_id = $1 and n.gross_amount <> n.credit_amount + coalesce(
                (select sum(l.amount) from billing.allocation l where l.credit_note_id = n.id and l.undone_at is null), 0)
            union all
            select 'INV-P2: an invoice is not its total less what paid it' from billing.invoice i
            where i.client_id = $1 and i.state in ('pending', 'paid') and i.gross_amount <> i.balance + coalesce(
                (select sum(l.amount) from billing.allocation l where l.invoice_id = i.id and l.undone_at is null), 0)
            union all
            select '2.7: an invoice is not the sum of its parts' from billing.invoice i
            where i.client_id = $1 and (i.net_amount - i.discount_amount, i.tax_amount) is distinct from (
                (select sum(t.net) from billing.invoice_item t where t.invoice_id = i.id),
                (select coalesce(sum(x.amount), 0) from billing.invoice_tax x where x.invoice_id = i.id))
            union all
            select 'BIL-05: days of a contract are billed twice' from billing.period p
            join billing.period q on q.contract_id = p.contract_id and q.period_from > p.period_from and q.period_from <= p.period_to
            where p.contract_id in (select c.id from network.contract c where c.client_id = $1)) broken
        """;

    /// <summary>Numbers of a firm's series that leave a gap, or whose days go back, or NULL. <c>$1</c> is the firm.</summary>
    public const string SeriesBroken =
        """
        select string_agg(kind || ' ' || number, ', ') from (
            select kind, number, number - lag(number, 1, 0::bigint) over w as step, issued_on < lag(issued_on) over w as goes_back
            from billing.invoice where number is not null and firm_id = $1 window w as (partition by point_of_sale_id, kind order by number)) s
        where step <> 1 or goes_back
        """;
}
