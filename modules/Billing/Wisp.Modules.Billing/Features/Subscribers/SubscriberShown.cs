using Microsoft.Extensions.Localization;
using Wisp.Contracts.Billing;
using Wisp.Modules.Billing.Domain;

namespace Wisp.Modules.Billing.Features.Subscribers;

/// <summary>Lines and taxes as subscribers are shown them.</summary>
internal static class SubscriberShown
{
    // A discount may have no words of its own; its paper calls it so too.
    public static SubscriberLine Shown(this ChargeLine line, IStringLocalizer<BillingText> text) =>
        new(line.Description.Length > 0 ? line.Description : text["line.discount"], line.Amount, line.IncludesTax, line.Explain(text), line.From, line.To);

    public static SubscriberTax Shown(this ChargeTax tax) => new(tax.Name, tax.Rate, tax.Base, tax.Amount);
}
