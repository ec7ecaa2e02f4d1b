namespace Wisp.Modules.Billing;

/// <summary>Names the texts of what contracts are billed besides their plan.</summary>
internal sealed class ExtrasText;
