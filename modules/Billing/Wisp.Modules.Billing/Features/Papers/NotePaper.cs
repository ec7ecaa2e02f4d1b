using System.Globalization;
using Microsoft.Extensions.Localization;
using Wisp.Modules.Billing.Features.Countries;
using Wisp.Modules.Billing.Features.Invoices;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Papers;

/// <summary>A credit note as a PDF: the letter and parties of its invoice, its own number and taxes, and what it corrects (NC-01, NC-08).</summary>
[Feature]
internal sealed class NotePaper(BillingCountries countries, Letterhead letterhead, IStringLocalizer<BillingText> text, IStringLocalizer<ExtrasText> extras)
{
    private const double PeriodAt = 330;

    public byte[] Draw(NoteView note, IspSettings isp) => PaperLanguage.Of(isp, () => Draw(note));

    /// <summary>In the ISP's language, as the paper is.</summary>
    public string FileName(NoteView note, IspSettings isp) => PaperLanguage.Of(isp, () => $"{text["note.number", $"{note.Kind} {note.Paper}"]}.pdf");

    private byte[] Draw(NoteView note)
    {
        var country = countries.Find(note.Firm.Country);
        var mark = PaperMark.Of(note.FiscalState, note.Kind, note.Firm.VatCondition, note.Client.VatCondition, country, document => document.CreditNote);
        using var sheet = new Sheet(
            text["note.number", $"{note.Kind} {note.Paper}"], note.At, page => letterhead.Firm(
                page, note.Firm, country, new PaperTitle(extras["paper.note"], mark, note.Paper, note.Authorization?.On ?? note.On)));
        letterhead.Receiver(sheet, note.Client, country);
        sheet.Paragraph(extras["paper.note.of", note.Invoice, Day(note.InvoiceOn), Money(note.InvoiceGross)], Sheet.Left, 515, bold: true);
        sheet.At += 4;
        sheet.Rule();
        var vat = InvoicePaper.VatOf(country, note.Kind);
        Lines(sheet, note, vat);
        Legends(sheet, note, vat, mark, country);
        return sheet.ToArray();
    }

    // Where the letter hides VAT, the line holds it; other taxes are listed in any case.
    private void Lines(Sheet sheet, NoteView note, DocumentVat vat)
    {
        var showsNet = vat == DocumentVat.Required;
        var apart = note.Taxes.Where(tax => showsNet || tax.Kind != "vat").ToList();
        sheet.Write(text["line.what"], Sheet.Left, 8, bold: true);
        sheet.WriteRight(text["line.amount"], Sheet.Right, 8, bold: true);
        sheet.At += 14;
        var (top, page) = (sheet.At, sheet.Pages);
        sheet.WriteRight(Money(note.Gross - apart.Sum(tax => tax.Amount)), Sheet.Right);
        sheet.Paragraph(note.Reason, Sheet.Left, 400);
        sheet.At = sheet.Pages == page ? Math.Max(sheet.At, top + 12) + 4 : sheet.At + 4;
        sheet.Rule();
        sheet.Need((apart.Count * 13) + 60);
        if (showsNet && note.Tax > 0) Sum(sheet, text["paper.net"], note.Net);
        foreach (var tax in apart)
            Sum(sheet, showsNet ? text["paper.tax", tax.Name, tax.Rate.ToString("0.####", CultureInfo.CurrentCulture), Money(tax.Base)] : tax.Name, tax.Amount);
        sheet.At += 2;
        sheet.Write(text["field.Gross"], PeriodAt, 12, bold: true);
        sheet.WriteRight($"{note.Currency} {Money(note.Gross)}", Sheet.Right, 12, bold: true);
        sheet.At += 22;
    }

    private void Legends(Sheet sheet, NoteView note, DocumentVat vat, PaperMark mark, BillingCountry? country)
    {
        var contained = note.Taxes.Where(tax => tax.Kind == "vat").ToList();
        if (vat == DocumentVat.Contained && contained.Count > 0) sheet.Paragraph(text["paper.contained", Money(contained.Sum(tax => tax.Amount))], Sheet.Left, 515, 8);
        foreach (var legend in mark.Legends) sheet.Paragraph(legend, Sheet.Left, 515, 8);
        FiscalStamp.Draw(sheet, note.FiscalState, note.Authorization, country, text);
    }

    private static void Sum(Sheet sheet, string what, decimal amount)
    {
        sheet.WriteRight(what, Sheet.Right - 90);
        sheet.WriteRight(Money(amount), Sheet.Right);
        sheet.At += 13;
    }

    private static string Day(DateOnly day) => day.ToString("d", CultureInfo.CurrentCulture);

    private static string Money(decimal amount) => amount.ToString("N2", CultureInfo.CurrentCulture);
}
