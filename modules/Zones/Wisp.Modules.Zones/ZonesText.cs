namespace Wisp.Modules.Zones;

/// <summary>Names the module's texts.</summary>
internal sealed class ZonesText;
