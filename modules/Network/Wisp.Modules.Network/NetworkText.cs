namespace Wisp.Modules.Network;

/// <summary>Names the texts of contracts and of what they hang from.</summary>
internal sealed class NetworkText;
