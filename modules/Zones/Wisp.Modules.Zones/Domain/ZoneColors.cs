namespace Wisp.Modules.Zones.Domain;

/// <summary>Colours for zones that nobody chose one for: told apart by most eyes, and readable on light and dark.</summary>
internal static class ZoneColors
{
    private static readonly string[] All =
        ["#206bc4", "#d6336c", "#2f9e44", "#e8590c", "#7048e8", "#0c8599", "#c2255c", "#5c940d", "#1864ab", "#9c36b5", "#e67700", "#087f5b"];

    public static string Of(Guid id) => All[Math.Abs(id.GetHashCode() % All.Length)];
}
