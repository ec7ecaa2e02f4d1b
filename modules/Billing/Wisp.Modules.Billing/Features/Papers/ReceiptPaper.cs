using System.Globalization;
using Microsoft.Extensions.Localization;
using Wisp.Modules.Billing.Features.Payments;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Papers;

/// <summary>The receipt of a payment as a PDF: of whom, how much, how, what it paid, and that it was voided if it was. It is no fiscal document.</summary>
[Feature]
internal sealed class ReceiptPaper(IStringLocalizer<BillingText> text, IStringLocalizer<ExtrasText> extras)
{
    public byte[] Draw(PaymentView payment, IReadOnlyList<PaymentShare> shares, IspSettings isp) => PaperLanguage.Of(isp, () => Paint(payment, shares, isp));

    /// <summary>In the ISP's language, as the paper is.</summary>
    public string FileName(PaymentView payment, IspSettings isp) => PaperLanguage.Of(isp, () => $"{extras["paper.receipt.number", payment.Number]}.pdf");

    private byte[] Paint(PaymentView payment, IReadOnlyList<PaymentShare> shares, IspSettings isp)
    {
        using var sheet = new Sheet(extras["paper.receipt.number", payment.Number], payment.At, page => Head(page, payment, isp));
        if (payment.VoidReason is { } why) sheet.Paragraph(extras["paper.receipt.void", why], Sheet.Left, 515, 14, bold: true);
        sheet.Paragraph($"{payment.Client} ({payment.ShownId})", Sheet.Left, 515, 11, bold: true);
        sheet.Paragraph(extras["paper.receipt.received", isp.Currency, Money(payment.Amount), payment.Method], Sheet.Left, 515, 10);
        if (payment.Reference is { } reference) sheet.Paragraph($"{text["field.Reference"]}: {reference}", Sheet.Left, 515);
        if (payment.Collector is { } collector) sheet.Paragraph($"{text["field.CollectorId"]}: {collector}", Sheet.Left, 515);
        if (payment.Comment is { } comment) sheet.Paragraph($"{text["field.Comment"]}: {comment}", Sheet.Left, 515);
        sheet.At += 4;
        sheet.Rule();
        Shares(sheet, payment, shares);
        sheet.Write(text["field.Gross"], 330, 12, bold: true);
        sheet.WriteRight($"{isp.Currency} {Money(payment.Amount)}", Sheet.Right, 12, bold: true);
        sheet.At += 22;
        sheet.Paragraph(extras["paper.receipt.legend"], Sheet.Left, 515, 8);
        return sheet.ToArray();
    }

    private void Head(Sheet sheet, PaymentView payment, IspSettings isp)
    {
        var top = sheet.At;
        sheet.Paragraph(isp.Name, Sheet.Left, 280, 13, bold: true);
        var left = sheet.At;
        sheet.At = top;
        sheet.Write(extras["paper.receipt"], 340, 14, bold: true);
        sheet.At += 20;
        sheet.Write(text["paper.number", payment.Number.ToString("D8", CultureInfo.InvariantCulture)], 340, 10, bold: true);
        sheet.At += 14;
        sheet.Write(text["paper.issued", payment.Day.ToString("d", CultureInfo.CurrentCulture)], 340, 9);
        sheet.At = Math.Max(left, sheet.At + 14);
        sheet.Rule();
    }

    // What was taken back with a void payment is shown too: that is what the receipt had said.
    private void Shares(Sheet sheet, PaymentView payment, IReadOnlyList<PaymentShare> shares)
    {
        sheet.Write(text["payment.paid"], Sheet.Left, 8, bold: true);
        sheet.WriteRight(text["field.Amount"], Sheet.Right, 8, bold: true);
        sheet.At += 14;
        foreach (var share in shares.Where(share => !share.IsUndone || payment.State == "void"))
            Row(sheet, share.Paper is { } paper ? $"{text["invoice.one"]} {paper}" : text["refund.one"].Value, share.Amount);
        if (payment.Credit > 0) Row(sheet, text["account.credit"], payment.Credit);
        sheet.At += 4;
        sheet.Rule();
    }

    private static void Row(Sheet sheet, string what, decimal amount)
    {
        sheet.Need(13);
        sheet.Write(what, Sheet.Left);
        sheet.WriteRight(Money(amount), Sheet.Right);
        sheet.At += 13;
    }

    private static string Money(decimal amount) => amount.ToString("N2", CultureInfo.CurrentCulture);
}
