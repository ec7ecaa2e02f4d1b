namespace Wisp.Modules.Clients;

/// <summary>Names the module's texts.</summary>
internal sealed class ClientsText;
