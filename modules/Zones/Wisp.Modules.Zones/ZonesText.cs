namespace Wisp.Modules.Zones;

/// <summary>Names the module's texts.</summary>
public sealed class ZonesText;
