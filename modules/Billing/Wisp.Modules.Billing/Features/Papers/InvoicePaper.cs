using System.Globalization;
using Microsoft.Extensions.Localization;
using Wisp.Modules.Billing.Domain;
using Wisp.Modules.Billing.Features.Countries;
using Wisp.Modules.Billing.Features.Invoices;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Papers;

/// <summary>
/// An invoice as a PDF, from what was stored at issue alone: its letter, both parties, lines with their periods, taxes (by rate,
/// contained or none, as the country's data say of the letter), total, due dates and legends.
/// </summary>
[Feature]
internal sealed class InvoicePaper(BillingCountries countries, Letterhead letterhead, IStringLocalizer<BillingText> text)
{
    private const double AmountAt = Sheet.Right;
    private const double PeriodAt = 330;

    /// <param name="invoice">An issued invoice.</param>
    /// <param name="isp">Its language is the paper's, whoever looks at it.</param>
    public byte[] Draw(InvoiceView invoice, IspSettings isp) => PaperLanguage.Of(isp, () => Draw(invoice));

    public static string FileName(InvoiceView invoice) => $"{invoice.Kind} {invoice.Paper}.pdf";

    private byte[] Draw(InvoiceView invoice)
    {
        var (firm, client) = (invoice.Firm!, invoice.Client!);
        var country = countries.Find(firm.Country);
        var vat = VatOf(country, invoice.Kind);
        var mark = PaperMark.Of(invoice.FiscalState, invoice.Kind, firm.VatCondition, client.VatCondition, country, document => document.Invoice);
        using var sheet = new Sheet(text["invoice.number", invoice.Kind, invoice.Paper!], invoice.IssuedAt!.Value, page => letterhead.Firm(
            page, firm, country, new PaperTitle(text[mark.IsInvoice ? "paper.title" : "paper.title.fantasy"], mark, invoice.Paper!, invoice.Authorization?.On ?? invoice.IssuedOn!.Value)));
        letterhead.Receiver(sheet, client, country);
        Dates(sheet, invoice);
        Lines(sheet, invoice, vat);
        Totals(sheet, invoice, vat);
        Legends(sheet, invoice, vat, mark, country);
        return sheet.ToArray();
    }

    private void Dates(Sheet sheet, InvoiceView invoice)
    {
        if (invoice.From is not null) sheet.Paragraph(text["paper.period", Day(invoice.From), Day(invoice.To)], Sheet.Left, 500);
        sheet.Paragraph(
            invoice.SecondDue == invoice.FirstDue ? text["paper.due", Day(invoice.FirstDue)] : text["paper.due.two", Day(invoice.FirstDue), Day(invoice.SecondDue)], Sheet.Left, 500, bold: true);
        if (invoice.Concept is { } concept) sheet.Paragraph(concept, Sheet.Left, 500);
        sheet.At += 4;
        sheet.Rule();
    }

    private void Lines(Sheet sheet, InvoiceView invoice, DocumentVat vat)
    {
        sheet.Write(text["line.what"], Sheet.Left, 8, bold: true);
        sheet.Write(text["field.Period"], PeriodAt, 8, bold: true);
        sheet.WriteRight(text["line.amount"], AmountAt, 8, bold: true);
        sheet.At += 14;
        foreach (var line in invoice.Lines)
        {
            var described = sheet.Wrap(Describe(line), PeriodAt - Sheet.Left - 12, 9);
            sheet.Need((described.Count * 12) + 4);
            var top = sheet.At;
            foreach (var part in described)
            {
                sheet.Write(part, Sheet.Left);
                sheet.At += 12;
            }

            var bottom = sheet.At;
            sheet.At = top;
            if (line.From is not null) sheet.Write($"{Day(line.From)} – {Day(line.To)}", PeriodAt);
            sheet.WriteRight(Money(vat == DocumentVat.Required ? line.Net : line.IncludesTax ? line.Amount : line.Net), AmountAt);
            sheet.At = Math.Max(bottom, top + 12) + 4;
        }

        sheet.Rule();
    }

    private string Describe(ChargeLine line)
    {
        var said = line.Description.Length > 0 ? line.Description : text["line.discount"].Value;
        return line.Quantity == 1 ? said : $"{line.Quantity.ToString("0.####", CultureInfo.CurrentCulture)} × {said}";
    }

    private void Totals(Sheet sheet, InvoiceView invoice, DocumentVat vat)
    {
        sheet.Need((invoice.Taxes.Count * 13) + 60);
        if (vat == DocumentVat.Required && invoice.Tax > 0)
        {
            Sum(sheet, text["paper.net"], invoice.Net - invoice.Discount);
            foreach (var tax in invoice.Taxes) Sum(sheet, text["paper.tax", tax.Name, tax.Rate.ToString("0.####", CultureInfo.CurrentCulture), Money(tax.Base)], tax.Amount);
        }
        else
        {
            foreach (var tax in invoice.Taxes.Where(tax => tax.Kind != "vat" || invoice.Lines.Any(line => !line.IncludesTax)))
                Sum(sheet, tax.Name, tax.Amount);
        }

        sheet.At += 2;
        sheet.Write(text["field.Gross"], PeriodAt, 12, bold: true);
        sheet.WriteRight($"{invoice.Currency} {Money(invoice.Gross)}", AmountAt, 12, bold: true);
        sheet.At += 22;
    }

    private static void Sum(Sheet sheet, string what, decimal amount)
    {
        sheet.WriteRight(what, AmountAt - 90);
        sheet.WriteRight(Money(amount), AmountAt);
        sheet.At += 13;
    }

    private void Legends(Sheet sheet, InvoiceView invoice, DocumentVat vat, PaperMark mark, BillingCountry? country)
    {
        if (vat == DocumentVat.Contained && invoice.Taxes.Any(tax => tax.Kind == "vat"))
            sheet.Paragraph(text["paper.contained", Money(invoice.Taxes.Where(tax => tax.Kind == "vat").Sum(tax => tax.Amount))], Sheet.Left, 515, 8);
        foreach (var legend in mark.Legends) sheet.Paragraph(legend, Sheet.Left, 515, 8);
        FiscalStamp.Draw(sheet, invoice.FiscalState, invoice.Authorization, country, text);
        if (invoice.State == "void") sheet.Paragraph(text["paper.void"], Sheet.Left, 515, 14, bold: true);
    }

    /// <summary>How a letter stands to VAT; one that the country's data do not know any more lists it.</summary>
    public static DocumentVat VatOf(BillingCountry? country, string letter) => country?.Document(letter)?.Vat ?? DocumentVat.Required;

    private static string Day(DateOnly? day) => day?.ToString("d", CultureInfo.CurrentCulture) ?? "";

    private static string Money(decimal amount) => amount.ToString("N2", CultureInfo.CurrentCulture);
}
