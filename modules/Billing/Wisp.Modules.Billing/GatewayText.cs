namespace Wisp.Modules.Billing;

/// <summary>Names the texts of payment gateways and their notices.</summary>
internal sealed class GatewayText;
