using Wisp.Modules.Billing.Features.ClientBilling;

namespace Wisp.Modules.Billing.Areas.Billing.Pages.Parameters;

/// <summary>A field of the tab: its id and name are the tab's key and the field.</summary>
internal sealed record ClientField(BillingForm Form, string Name)
{
    public string Id => $"{BillingField.Tab}.{Name}";

    public string? Problem => Form.ProblemOf(Name);

    /// <summary>Text below, or <c>null</c>.</summary>
    public string? Hint { get; init; }

    public string? Invalid => Problem is null ? null : "true";

    public string? DescribedBy =>
        (Problem, Hint) switch { (null, null) => null, (null, _) => $"{Id}-hint", (_, null) => $"{Id}-error", _ => $"{Id}-hint {Id}-error" };
}
