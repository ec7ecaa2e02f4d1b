using Wisp.Modules.Billing.Data;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Invoices;

internal sealed record NoteRow(Guid Id, string Paper, DateOnly On, decimal Gross, string Reason, string Actor);

/// <summary>The credit notes of an invoice.</summary>
[Feature]
internal sealed class ReadNotes(IDatabase<BillingDb> database)
{
    public async Task<IReadOnlyList<NoteRow>> OfAsync(Guid invoice, CancellationToken cancellationToken) => await database.Source.Sql(
        """
        select n.id, n.kind || ' ' || lpad(s.number::text, 5, '0') || '-' || lpad(n.number::text, 8, '0'), n.issued_on, n.gross_amount, n.reason::text, n.actor
        from billing.credit_note n join billing.point_of_sale s on s.id = n.point_of_sale_id
        where n.invoice_id = $1 order by n.id
        """, invoice).ListAsync(
            row => new NoteRow(row.GetGuid(0), row.GetString(1), row.GetFieldValue<DateOnly>(2), row.GetDecimal(3), row.GetString(4), row.GetString(5)), cancellationToken);
}
