using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Localization;

namespace Wisp.Modules.Billing.Domain;

/// <summary>A line of an invoice, with the numbers that made its amount.</summary>
/// <param name="Kind">Kind of line.</param>
/// <param name="Description">What the paper says.</param>
/// <param name="From">First day that it covers, or <c>null</c>.</param>
/// <param name="To">Last day that it covers, or <c>null</c>.</param>
/// <param name="Quantity">How many.</param>
/// <param name="UnitPrice">Price of one, as priced.</param>
/// <param name="Amount">As priced: with tax where <paramref name="IncludesTax"/>.</param>
/// <param name="Net">Without tax.</param>
/// <param name="IncludesTax">Whether the amount holds tax.</param>
/// <param name="Why">Rule and numbers, as stored.</param>
internal sealed record ChargeLine(
    string Kind, string Description, DateOnly? From, DateOnly? To, decimal Quantity, decimal UnitPrice, decimal Amount, decimal Net, bool IncludesTax, JsonElement Why)
{
    /// <summary>Answers "why this amount?" in the reader's language.</summary>
    public string Explain(IStringLocalizer<BillingText> text)
    {
        var rule = Why.TryGetProperty("rule", out var stored) ? stored.GetString() : null;
        return rule switch
        {
            "plan.days" or "recurring.days" => text["why.days", Number("price"), Whole("days"), Whole("of"), Money(Amount)],
            "discount_percent" => text["why.discount-percent", Plain("value"), Money(-Amount)],
            "discount_amount" => text["why.discount-amount", Number("value"), Money(-Amount)],
            "line" => text["why.line", Why.TryGetProperty("source", out var source) ? source.GetString() ?? "" : ""],
            "manual" => text["why.manual", Quantity.ToString("0.####", CultureInfo.CurrentCulture), Money(UnitPrice)],
            "recurring" or "one_off" or "surcharge" or "plan" => text[$"why.{rule}", Number("price")],
            _ => "",
        };
    }

    private string Number(string name) => Why.TryGetProperty(name, out var value) ? Money(value.GetDecimal()) : "";

    private string Plain(string name) => Why.TryGetProperty(name, out var value) ? value.GetDecimal().ToString("0.####", CultureInfo.CurrentCulture) : "";

    private string Whole(string name) => Why.TryGetProperty(name, out var value) ? value.GetInt32().ToString(CultureInfo.CurrentCulture) : "";

    private static string Money(decimal amount) => amount.ToString("N2", CultureInfo.CurrentCulture);
}

/// <summary>A tax of an invoice: one row a rate (TAX-04).</summary>
internal sealed record ChargeTax(string Name, string Kind, string? Code, decimal Rate, decimal Base, decimal Amount);
