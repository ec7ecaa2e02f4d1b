using Wisp.Modules.Billing.Features.ClientBilling;

namespace Wisp.Modules.Billing.Areas.Billing.Pages.Parameters;

/// <summary>A switch of the tab.</summary>
internal sealed record ClientSwitch(string Name, bool Ticked)
{
    public string Id => $"{BillingField.Tab}.{Name}";

    /// <summary>Text below, or <c>null</c>.</summary>
    public string? Hint { get; init; }
}
