using System.Globalization;
using Microsoft.Extensions.Localization;
using Wisp.Contracts.Clients;
using Wisp.Modules.Billing.Domain;
using Wisp.Modules.Billing.Features.Countries;
using Wisp.Modules.Billing.Features.Invoices;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Papers;

/// <summary>
/// An invoice as a PDF, from what was stored at issue alone: its letter, both parties, lines with their periods, taxes (shown by rate on A,
/// contained on B, none on C and X), total, due dates and legends.
/// </summary>
[Feature]
internal sealed class InvoicePaper(BillingCountries countries, ITaxIdentifiers identifiers, IStringLocalizer<BillingText> text)
{
    private const double AmountAt = Sheet.Right;
    private const double PeriodAt = 330;

    /// <param name="invoice">An issued invoice.</param>
    /// <param name="isp">Its language is the paper's, whoever looks at it.</param>
    public byte[] Draw(InvoiceView invoice, IspSettings isp)
    {
        var before = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(isp.Language == "en" ? "en" : "es-AR");
        try
        {
            return Draw(invoice);
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = before;
        }
    }

    private byte[] Draw(InvoiceView invoice)
    {
        var (firm, client) = (invoice.Firm!, invoice.Client!);
        var country = countries.Find(firm.Country);
        using var sheet = new Sheet(text["invoice.number", invoice.Kind, invoice.Paper!], invoice.IssuedAt!.Value, page => Head(page, invoice, firm, country));
        Receiver(sheet, invoice, client, country);
        Lines(sheet, invoice);
        Totals(sheet, invoice);
        Legends(sheet, invoice, firm, client, country);
        return sheet.ToArray();
    }

    private void Head(Sheet sheet, InvoiceView invoice, Party firm, BillingCountry? country)
    {
        var top = sheet.At;
        const double middle = (Sheet.Left + Sheet.Right) / 2;
        sheet.Box(middle - 20, top, 40, 46);
        sheet.WriteCentred(invoice.Kind == "M" ? "A" : invoice.Kind, middle, 26, bold: true);
        if (country?.Document(invoice.Kind)?.Invoice is { } code)
        {
            sheet.At = top + 34;
            sheet.WriteCentred(text["paper.code", code.ToString("00", CultureInfo.InvariantCulture)], middle, 7);
        }

        sheet.At = top;
        sheet.Paragraph(firm.Name, Sheet.Left, middle - 30 - Sheet.Left, 13, bold: true);
        foreach (var line in FirmFacts(firm, country)) sheet.Paragraph(line, Sheet.Left, middle - 30 - Sheet.Left, 8);
        var left = sheet.At;

        sheet.At = top;
        const double x = middle + 34;
        sheet.Write(text[invoice.IsFantasy ? "paper.title.fantasy" : "paper.title"], x, 14, bold: true);
        sheet.At += 20;
        sheet.Write(text["paper.number", invoice.Paper!], x, 10, bold: true);
        sheet.At += 14;
        sheet.Write(text["paper.issued", Day(invoice.IssuedOn)], x, 9);
        sheet.At += 12;
        if (firm.TaxpayerId is { } taxpayer)
        {
            sheet.Write(text["paper.taxpayer", TaxType(firm.Country), Show(firm.Country, taxpayer)], x, 9);
            sheet.At += 12;
        }

        if (firm.GrossIncome is { } income)
        {
            sheet.Write(text["paper.gross-income", income], x, 9);
            sheet.At += 12;
        }

        if (firm.StartActivitiesDate is { } start)
        {
            sheet.Write(text["paper.start", Day(start)], x, 9);
            sheet.At += 12;
        }

        sheet.At = Math.Max(Math.Max(left, sheet.At), top + 52) + 6;
        sheet.Rule();
    }

    private static IEnumerable<string> FirmFacts(Party firm, BillingCountry? country)
    {
        if (Joined(firm.Address, firm.ZipCode) is { Length: > 0 } address) yield return address;
        if (Joined(firm.Phone, firm.Email) is { Length: > 0 } contact) yield return contact;
        if (firm.PrincipalActivity is { } activity) yield return activity;
        if (country?.Issuer(firm.VatCondition) is { } standing && firm.VatCondition != BillingCountry.Fantasy) yield return standing.Name.Shown;
    }

    private void Receiver(Sheet sheet, InvoiceView invoice, Party client, BillingCountry? country)
    {
        sheet.Paragraph(client.ShownId is { } id ? $"{client.Name} ({id})" : client.Name, Sheet.Left, 330, 11, bold: true);
        if (Joined(client.Address, client.ZipCode) is { Length: > 0 } address) sheet.Paragraph(address, Sheet.Left, 330);
        if (client.TaxpayerId is { } taxpayer) sheet.Paragraph(text["paper.taxpayer", TaxType(client.Country), Show(client.Country, taxpayer)], Sheet.Left, 330);
        else if (client.Document is { } document) sheet.Paragraph($"{client.DocumentType} {document}", Sheet.Left, 330);
        if (country?.Receiver(client.VatCondition) is { } standing && client.VatCondition != BillingCountry.Fantasy) sheet.Paragraph(standing.Name.Shown, Sheet.Left, 330);
        sheet.At += 4;
        if (invoice.From is not null) sheet.Paragraph(text["paper.period", Day(invoice.From), Day(invoice.To)], Sheet.Left, 500);
        sheet.Paragraph(
            invoice.SecondDue == invoice.FirstDue ? text["paper.due", Day(invoice.FirstDue)] : text["paper.due.two", Day(invoice.FirstDue), Day(invoice.SecondDue)], Sheet.Left, 500, bold: true);
        if (invoice.Concept is { } concept) sheet.Paragraph(concept, Sheet.Left, 500);
        sheet.At += 4;
        sheet.Rule();
    }

    private void Lines(Sheet sheet, InvoiceView invoice)
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
            sheet.WriteRight(Money(ShowsNet(invoice) ? line.Net : line.IncludesTax ? line.Amount : line.Net), AmountAt);
            sheet.At = Math.Max(bottom, top + 12) + 4;
        }

        sheet.Rule();
    }

    private string Describe(ChargeLine line)
    {
        var said = line.Description.Length > 0 ? line.Description : text["line.discount"].Value;
        return line.Quantity == 1 ? said : $"{line.Quantity.ToString("0.####", CultureInfo.CurrentCulture)} × {said}";
    }

    private void Totals(Sheet sheet, InvoiceView invoice)
    {
        sheet.Need((invoice.Taxes.Count * 13) + 60);
        if (ShowsNet(invoice) && invoice.Tax > 0)
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

    private void Legends(Sheet sheet, InvoiceView invoice, Party firm, Party client, BillingCountry? country)
    {
        if (invoice.Kind == "B" && invoice.Taxes.Any(tax => tax.Kind == "vat"))
            sheet.Paragraph(text["paper.contained", Money(invoice.Taxes.Where(tax => tax.Kind == "vat").Sum(tax => tax.Amount))], Sheet.Left, 515, 8);
        foreach (var legend in country?.Legends(firm.VatCondition ?? "", client.VatCondition ?? "", invoice.Kind) ?? []) sheet.Paragraph(legend, Sheet.Left, 515, 8);
        // Until an authority answered, a paper is no fiscal document (SM-I3).
        if (invoice.FiscalState is "waiting_payment") sheet.Paragraph(text["paper.waiting"], Sheet.Left, 515, 9, bold: true);
        else if (invoice.FiscalState is "queued" or "sending" or "uncertain" or "rejected") sheet.Paragraph(text["paper.not-yet"], Sheet.Left, 515, 9, bold: true);
        if (invoice.State == "void") sheet.Paragraph(text["paper.void"], Sheet.Left, 515, 14, bold: true);
    }

    // On A (and M, its older form) prices stand without VAT, which is listed by rate.
    private static bool ShowsNet(InvoiceView invoice) => invoice.Kind is "A" or "M" || invoice.Kind is not ("B" or "C" or "X");

    private string TaxType(string country) => identifiers.TypesOf(country)[0];

    private string Show(string country, string number) => identifiers.Show(country, number);

    private static string Joined(params string?[] parts) => string.Join(" · ", parts.Where(part => !string.IsNullOrWhiteSpace(part)));

    private static string Day(DateOnly? day) => day?.ToString("d", CultureInfo.CurrentCulture) ?? "";

    private static string Money(decimal amount) => amount.ToString("N2", CultureInfo.CurrentCulture);
}
