using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Localization;
using Wisp.Contracts.Clients;
using Wisp.Modules.Billing.Features.ClientBilling;
using Wisp.Modules.Billing.Features.Countries;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Integration;

/// <summary>How a client is billed in its audits: names instead of ids and codes (PANEL-08, PANEL-09).</summary>
[Feature]
internal sealed class BillingHistoryWords(LoadChoices choices, BillingCountries countries, IStringLocalizer<ParametersText> text) : IClientHistoryWords
{
    public string Key => "billing.client-words";

    public Label Label => Label.Of<ParametersText>("client.title");

    public int Order => 200;

    public string? Permission => BillingPermissions.ViewAccount;

    public string Table => "billing.client";

    public IReadOnlyDictionary<string, Label> Fields { get; } = new Dictionary<string, string>
    {
        ["enabled"] = BillingField.Enabled,
        ["firm_id"] = BillingField.Firm,
        ["vat_condition"] = BillingField.Condition,
        ["invoice_kind"] = BillingField.Kind,
        ["cycle_start_day"] = BillingField.CycleDay,
        ["cycle_overridden"] = "own_cycle",
        ["taxpayer_id"] = BillingField.Taxpayer,
        ["report_after_payment"] = BillingField.ReportAfterPayment,
        ["automatic_state"] = BillingField.AutomaticState,
        ["tax_ids"] = BillingField.Taxes,
        ["payment_method_id"] = BillingField.Method,
        ["email_on_invoice"] = BillingField.EmailOnInvoice,
        ["email_on_payment"] = BillingField.EmailOnPayment,
        ["notify_emails"] = BillingField.NotifyEmails,
    }.ToDictionary(field => field.Key, field => Label.Of<ParametersText>($"client.{field.Value}"));

    public async Task<IReadOnlyDictionary<ClientHistoryValue, string>> SayAsync(
        IReadOnlyCollection<ClientHistoryValue> values, CancellationToken cancellationToken)
    {
        var known = await choices.RunAsync(cancellationToken);
        return values.Select(value => (value, Said: Say(value, known))).Where(one => one.Said is not null).ToDictionary(one => one.value, one => one.Said!);
    }

    private string? Say(ClientHistoryValue value, BillingChoices known) => value.Column switch
    {
        "firm_id" => Guid.TryParse(value.Value, out var firm) ? known.Firm(firm)?.Name : null,
        "payment_method_id" => Guid.TryParse(value.Value, out var method) ? known.Method(method)?.Name : null,
        "tax_ids" => Taxes(value.Value, known),
        "vat_condition" => Condition(value.Value),
        "cycle_start_day" => value.Value.ToString(CultureInfo.CurrentCulture),
        "enabled" or "cycle_overridden" or "report_after_payment" or "automatic_state" or "email_on_invoice" or "email_on_payment" =>
            value.Value switch { "true" or "t" => text["yes"].Value, "false" or "f" => text["no"].Value, _ => null },
        _ => null,
    };

    // Codes of countries may be alike: those that mean different things are told with both.
    private string? Condition(string code)
    {
        var names = countries.All.Select(country => country.Receiver(code)?.Name.Shown).OfType<string>().Distinct().ToList();
        return names.Count == 0 ? null : string.Join(" / ", names);
    }

    private string? Taxes(string stored, BillingChoices known)
    {
        try
        {
            var ids = stored.StartsWith('[') ? JsonSerializer.Deserialize<Guid[]>(stored)! : [.. stored.Trim('{', '}').Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Guid.Parse)];
            return ids.Length == 0 ? text["none"] : string.Join(", ", ids.Select(id => known.Tax(id)?.Name ?? $"{id}"));
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            return null;
        }
    }
}
