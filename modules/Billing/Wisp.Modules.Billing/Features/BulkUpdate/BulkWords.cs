using System.Globalization;
using Microsoft.Extensions.Localization;
using Wisp.Contracts.Clients;
using Wisp.Modules.Billing.Features.ClientBilling;
using Wisp.Modules.Billing.Features.Countries;
using Wisp.Sdk;
using Stored = Wisp.Modules.Billing.Features.ClientBilling.ClientBilling;

namespace Wisp.Modules.Billing.Features.BulkUpdate;

/// <summary>What a mass update changes, as people read it.</summary>
[Feature]
internal sealed class BulkWords(BillingCountries countries, IStringLocalizer<ParametersText> text)
{
    /// <summary>The fields that are said of a client's billing.</summary>
    public static readonly IReadOnlyList<string> Fields =
    [
        BulkField.Enabled, BulkField.Firm, BulkField.Condition, BulkField.Kind, BulkField.CycleDay, BulkField.AutomaticState, BulkField.ReportAfterPayment,
        BulkField.TaxAdd, BulkField.Method, BulkField.EmailOnInvoice, BulkField.EmailOnPayment,
    ];

    public IReadOnlyList<ClientBulkChange> Differences(Stored before, Stored after, BulkChange change) =>
    [
        .. Fields.Select(field => new ClientBulkChange(Named(field, change.Values), Say(field, before, change.Choices), Say(field, after, change.Choices)))
            .Where(one => one.Before != one.After),
    ];

    public string? Say(string field, Stored billing, BillingChoices choices)
    {
        var country = countries.Find(choices.Firm(billing.FirmId)?.Country);
        return field switch
        {
            BulkField.Enabled => Yes(billing.Enabled),
            BulkField.Firm => choices.Firm(billing.FirmId)?.Name,
            BulkField.Condition => country?.Receiver(billing.Condition)?.Name.Shown ?? billing.Condition,
            BulkField.Kind => billing.Kind,
            BulkField.CycleDay => billing.CycleDay?.ToString(CultureInfo.CurrentCulture),
            BulkField.AutomaticState => Yes(billing.AutomaticState),
            BulkField.ReportAfterPayment => Yes(billing.ReportAfterPayment),
            BulkField.TaxAdd => billing.Taxes.Count == 0 ? null : string.Join(", ", billing.Taxes.Select(id => choices.Tax(id)?.Name ?? $"{id}").Order(StringComparer.CurrentCulture)),
            BulkField.Method => choices.Method(billing.MethodId)?.Name,
            BulkField.EmailOnInvoice => Yes(billing.EmailOnInvoice),
            BulkField.EmailOnPayment => Yes(billing.EmailOnPayment),
            _ => null,
        };
    }

    // Taxes are one thing that two fields change.
    private static string Named(string field, ClientBulkValues values) =>
        field == BulkField.TaxAdd && !values.ByField.ContainsKey(field) ? BulkField.TaxRemove : field;

    private string Yes(bool value) => text[value ? "yes" : "no"];
}
