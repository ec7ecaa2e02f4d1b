using System.Globalization;
using Microsoft.Extensions.Localization;
using QRCoder;
using Wisp.Modules.Billing.Features.Countries;
using Wisp.Modules.Billing.Features.Invoices;

namespace Wisp.Modules.Billing.Features.Papers;

/// <summary>What a paper says of its authority: number of the authorisation, until when, and the square code (7.5); or that it is no fiscal document yet (SM-I3).</summary>
internal static class FiscalStamp
{
    // 3 cm with the quiet zone: more than the 2.5 cm that are asked for (QR-07).
    private const double Size = 85;

    public static void Draw(Sheet sheet, string state, Authorization? authorization, BillingCountry? country, IStringLocalizer<BillingText> text)
    {
        if (state == "waiting_payment") sheet.Paragraph(text["paper.waiting"], Sheet.Left, 515, 9, bold: true);
        else if (state is "queued" or "sending" or "uncertain" or "rejected") sheet.Paragraph(text["paper.not-yet"], Sheet.Left, 515, 9, bold: true);
        if (authorization is null) return;
        sheet.Need(Size + 12);
        sheet.At += 6;
        var left = Sheet.Left;
        var top = sheet.At;
        if (authorization.Qr is { } qr)
        {
            using var code = QRCodeGenerator.GenerateQrCode(qr, QRCodeGenerator.ECCLevel.M);
            sheet.Squares(code.ModuleMatrix, Sheet.Left, Size);
            left += Size + 10;
            sheet.At += 26;
        }

        sheet.Write(text["paper.authorization", country?.Authorization ?? text["paper.authorization.name"].Value, authorization.Code], left, 10, bold: true);
        sheet.At += 15;
        if (authorization.ExpiresOn is { } day) sheet.Write(text["paper.authorization.until", day.ToString("d", CultureInfo.CurrentCulture)], left);
        sheet.At = Math.Max(sheet.At + 14, authorization.Qr is null ? 0 : top + Size + 4);
    }
}
