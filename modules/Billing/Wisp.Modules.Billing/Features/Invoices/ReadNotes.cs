using System.Text.Json;
using Wisp.Modules.Billing.Data;
using Wisp.Modules.Billing.Domain;
using Wisp.Modules.Billing.Features.Account;
using Wisp.Modules.Billing.Features.Engine;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Invoices;

internal sealed record NoteRow(Guid Id, string Paper, DateOnly On, decimal Gross, string Reason, string Actor);

/// <summary>A credit note as its paper needs it: the parties are those of its invoice (NC-01).</summary>
/// <param name="Paper">Point of sale and number: 5 and 8 digits.</param>
/// <param name="Invoice">The invoice that it corrects, as papers name it.</param>
internal sealed record NoteView(
    string Kind, string Paper, DateTimeOffset At, DateOnly On, decimal Net, decimal Tax, decimal Gross, string Currency, string Reason, string FiscalState,
    IReadOnlyList<ChargeTax> Taxes, string Invoice, DateOnly InvoiceOn, decimal InvoiceGross, Party Firm, Party Client, Authorization? Authorization);

/// <summary>Credit notes.</summary>
[Feature]
internal sealed class ReadNotes(IDatabase<BillingDb> database, AccountScope scope)
{
    public async Task<NoteView?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        var (within, values) = scope.Where("n.client_id", after: 1);
        return (await database.Source.Sql(
            $"""
            select n.kind, {PaperSql.NoteNumber}, n.issued_at, n.issued_on, n.net_amount, n.tax_amount, n.gross_amount, i.currency,
                   n.reason::text, n.fiscal_state, n.taxes::text, {PaperSql.Invoice}, i.issued_on, i.gross_amount, to_jsonb(f)::text, to_jsonb(c)::text, d.authorization_code, d.expires_on, d.on_date, d.qr
            from billing.credit_note n
            join billing.invoice i on i.id = n.invoice_id
            join billing.point_of_sale s on s.id = i.point_of_sale_id
            join billing.party f on f.id = i.firm_party_id
            join billing.party c on c.id = i.client_party_id
            left join billing.fiscal_document d on d.id = n.id and d.authorized_at is not null
            where n.id = $1 and {within}
            """, [id, .. values]).ListAsync(
                row => new NoteView(
                    row.GetString(0), row.GetString(1), row.GetFieldValue<DateTimeOffset>(2), row.GetFieldValue<DateOnly>(3), row.GetDecimal(4), row.GetDecimal(5), row.GetDecimal(6),
                    row.GetString(7), row.GetString(8), row.GetString(9), JsonSerializer.Deserialize<List<ChargeTax>>(row.GetString(10), JsonSerializerOptions.Web)!, row.GetString(11),
                    row.GetFieldValue<DateOnly>(12), row.GetDecimal(13), Party.Parse(row.GetString(14)), Party.Parse(row.GetString(15)),
                    Authorization.Read(row, 16)), cancellationToken)).SingleOrDefault();
    }

    public async Task<IReadOnlyList<NoteRow>> OfAsync(Guid invoice, CancellationToken cancellationToken) => await database.Source.Sql(
        $"""
        select n.id, {PaperSql.Note}, n.issued_on, n.gross_amount, n.reason::text, n.actor
        from billing.credit_note n join billing.point_of_sale s on s.id = n.point_of_sale_id
        where n.invoice_id = $1 order by n.id
        """, invoice).ListAsync(
            row => new NoteRow(row.GetGuid(0), row.GetString(1), row.GetFieldValue<DateOnly>(2), row.GetDecimal(3), row.GetString(4), row.GetString(5)), cancellationToken);
}
