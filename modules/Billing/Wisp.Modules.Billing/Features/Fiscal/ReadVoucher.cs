using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Wisp.Contracts.Billing;
using Wisp.Modules.Billing.Domain;
using Wisp.Modules.Billing.Features.Countries;
using Wisp.Modules.Billing.Features.Invoices;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Fiscal;

/// <summary>Net, taxes and total of a document that do not add up.</summary>
internal sealed class AmountsException(string message) : Exception(message);

/// <summary>A document as its authority is told of it, from what was stored at issue.</summary>
[Feature]
internal sealed class ReadVoucher(BillingCountries countries)
{
    /// <summary>Amounts that do not add up are never sent (AR-10).</summary>
    /// <exception cref="AmountsException">They do not.</exception>
    public async Task<FiscalVoucher> RunAsync(NpgsqlConnection connection, Guid id, bool isNote, long number, DateOnly on, CancellationToken cancellationToken)
    {
        var row = (await connection.Sql(isNote ? Note : Invoice, id).ListAsync(Row.Read, cancellationToken)).Single();
        var taxes = row.Taxes.Select(tax => new FiscalTax(tax.Kind, tax.Code, tax.Name, tax.Rate, tax.Base, tax.Amount)).ToList();
        var (taxed, tax) = (taxes.Where(one => one.Kind == "vat").Sum(one => one.Base), taxes.Sum(one => one.Amount));
        var untaxed = row.Total - tax - taxed;
        if (untaxed < 0 || tax != row.Tax) throw new AmountsException($"{row.Letter} #{row.PublicId}: {row.Total} ≠ {taxed} + {tax}");
        return new FiscalVoucher(id, Series(row, isNote), number, on, row.Currency, row.Total, taxed, untaxed, Receiver(row.Client))
        {
            Taxes = taxes,
            From = row.From,
            To = row.To,
            Due = row.Due is { } due ? due < on ? on : due : null,
            Corrects = row is { InvoiceNumber: { } invoice, InvoiceOn: { } day } ? new FiscalReference(Series(row, isNote: false), invoice, day) : null,
        };
    }

    /// <summary>Where a document's number is taken.</summary>
    public async Task<FiscalSeries> SeriesAsync(NpgsqlConnection connection, Guid id, bool isNote, CancellationToken cancellationToken) =>
        Series((await connection.Sql(isNote ? Note : Invoice, id).ListAsync(Row.Read, cancellationToken)).Single(), isNote);

    private FiscalSeries Series(Row row, bool isNote)
    {
        var document = countries.Find(row.Firm.Country)?.Document(row.Letter);
        return new FiscalSeries(row.Firm.TaxpayerId ?? "", row.PointOfSale, row.Letter, isNote ? document?.CreditNote : document?.Invoice);
    }

    private static FiscalReceiver Receiver(Party client) =>
        new(client.VatCondition, client.Name, client.Country, client.TaxpayerId, client.DocumentType, client.Document, client.Address);

    private sealed record Row(
        long PublicId, string Letter, int PointOfSale, string Currency, decimal Total, decimal Tax, DateOnly? From, DateOnly? To, DateOnly? Due, IReadOnlyList<ChargeTax> Taxes,
        Party Firm, Party Client, long? InvoiceNumber, DateOnly? InvoiceOn)
    {
        public static Row Read(NpgsqlDataReader row) => new(
            row.GetInt64(0), row.GetString(1), row.GetInt32(2), row.GetString(3), row.GetDecimal(4), row.GetDecimal(5), row.Maybe<DateOnly>(6), row.Maybe<DateOnly>(7),
            row.Maybe<DateOnly>(8), JsonSerializer.Deserialize<List<ChargeTax>>(row.GetString(9), JsonSerializerOptions.Web)!, Party.Parse(row.GetString(10)),
            Party.Parse(row.GetString(11)), row.Maybe<long>(12), row.Maybe<DateOnly>(13));
    }

    private const string Invoice =
        """
        select i.public_id, i.kind, s.number, i.currency, i.gross_amount, i.tax_amount, i.period_from, i.period_to, i.first_due_date,
               coalesce((
                select jsonb_agg(jsonb_build_object('name', x.name, 'kind', x.kind, 'code', x.authority_code, 'rate', x.rate, 'base', x.base, 'amount', x.amount) order by x.position)
                from billing.invoice_tax x where x.invoice_id = i.id), '[]')::text,
               to_jsonb(f)::text, to_jsonb(c)::text, null::bigint, null::date
        from billing.invoice i
        join billing.point_of_sale s on s.id = i.point_of_sale_id
        join billing.party f on f.id = i.firm_party_id
        join billing.party c on c.id = i.client_party_id
        where i.id = $1
        """;

    private const string Note =
        """
        select n.public_id, n.kind, s.number, i.currency, n.gross_amount, n.tax_amount, i.period_from, i.period_to, null::date, n.taxes::text,
               to_jsonb(f)::text, to_jsonb(c)::text, d.number, d.on_date
        from billing.credit_note n
        join billing.invoice i on i.id = n.invoice_id
        join billing.point_of_sale s on s.id = n.point_of_sale_id
        join billing.party f on f.id = i.firm_party_id
        join billing.party c on c.id = i.client_party_id
        join billing.fiscal_document d on d.id = i.id
        where n.id = $1
        """;
}
