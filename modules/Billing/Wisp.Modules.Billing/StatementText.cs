namespace Wisp.Modules.Billing;

/// <summary>Names the texts of bank statements.</summary>
internal sealed class StatementText;
