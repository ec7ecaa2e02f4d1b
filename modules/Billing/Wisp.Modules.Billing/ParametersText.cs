namespace Wisp.Modules.Billing;

/// <summary>Names the texts of firms, taxes, periods and of how a client is billed.</summary>
internal sealed class ParametersText;
