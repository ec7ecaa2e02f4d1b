namespace Wisp.Modules.Billing;

/// <summary>Texts of reporting to tax authorities.</summary>
internal sealed class FiscalText;
