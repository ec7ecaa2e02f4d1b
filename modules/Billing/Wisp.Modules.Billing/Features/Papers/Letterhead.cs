using System.Globalization;
using Microsoft.Extensions.Localization;
using Wisp.Contracts.Clients;
using Wisp.Modules.Billing.Features.Countries;
using Wisp.Modules.Billing.Features.Invoices;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Papers;

/// <param name="Title">What the paper is.</param>
/// <param name="Mark">Its letter and code.</param>
/// <param name="Number">Point of sale and number.</param>
/// <param name="On">Day of issue.</param>
internal sealed record PaperTitle(string Title, PaperMark Mark, string Number, DateOnly On);

/// <summary>The parts that invoices and credit notes share: who issues, which paper it is, and whom it is for.</summary>
[Feature]
internal sealed class Letterhead(ITaxIdentifiers identifiers, IStringLocalizer<BillingText> text)
{
    public void Firm(Sheet sheet, Party firm, BillingCountry? country, PaperTitle title)
    {
        var top = sheet.At;
        const double middle = (Sheet.Left + Sheet.Right) / 2;
        sheet.Box(middle - 20, top, 40, 46);
        sheet.WriteCentred(title.Mark.Letter, middle, 26, bold: true);
        if (title.Mark.Code is { } code)
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
        sheet.Write(title.Title, x, 14, bold: true);
        sheet.At += 20;
        sheet.Write(text["paper.number", title.Number], x, 10, bold: true);
        sheet.At += 14;
        sheet.Write(text["paper.issued", Day(title.On)], x, 9);
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

        if (firm.StartActivities is { } start)
        {
            sheet.Write(text["paper.start", Day(start)], x, 9);
            sheet.At += 12;
        }

        sheet.At = Math.Max(Math.Max(left, sheet.At), top + 52) + 6;
        sheet.Rule();
    }

    public void Receiver(Sheet sheet, Party client, BillingCountry? country)
    {
        sheet.Paragraph(client.ShownId is { } id ? $"{client.Name} ({id})" : client.Name, Sheet.Left, 330, 11, bold: true);
        if (Joined(client.Address, client.ZipCode) is { Length: > 0 } address) sheet.Paragraph(address, Sheet.Left, 330);
        if (client.TaxpayerId is { } taxpayer) sheet.Paragraph(text["paper.taxpayer", TaxType(client.Country), Show(client.Country, taxpayer)], Sheet.Left, 330);
        else if (client.Document is { } document) sheet.Paragraph($"{client.DocumentType} {document}", Sheet.Left, 330);
        if (country?.Receiver(client.VatCondition) is { } standing && client.VatCondition != BillingCountry.Fantasy) sheet.Paragraph(standing.Name.Shown, Sheet.Left, 330);
        sheet.At += 4;
    }

    private static IEnumerable<string> FirmFacts(Party firm, BillingCountry? country)
    {
        if (Joined(firm.Address, firm.ZipCode) is { Length: > 0 } address) yield return address;
        if (Joined(firm.Phone, firm.Email) is { Length: > 0 } contact) yield return contact;
        if (firm.PrincipalActivity is { } activity) yield return activity;
        if (country?.Issuer(firm.VatCondition) is { } standing && firm.VatCondition != BillingCountry.Fantasy) yield return standing.Name.Shown;
    }

    private string TaxType(string country) => identifiers.TypesOf(country)[0];

    private string Show(string country, string number) => identifiers.Show(country, number);

    private static string Joined(params string?[] parts) => string.Join(" · ", parts.Where(part => !string.IsNullOrWhiteSpace(part)));

    private static string Day(DateOnly day) => day.ToString("d", CultureInfo.CurrentCulture);
}
