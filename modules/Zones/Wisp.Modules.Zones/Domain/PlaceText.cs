using System.Text.RegularExpressions;

namespace Wisp.Modules.Zones.Domain;

/// <summary>How names and searches are written before they meet the database.</summary>
internal static partial class PlaceText
{
    /// <summary>NFC, with each run of blanks and control characters as one blank, and none at the ends.</summary>
    public static string Clean(string? text) => Blanks().Replace(text ?? "", " ").Trim().Normalize();

    [GeneratedRegex(@"[\s\p{Cc}\p{Cf}]+")]
    private static partial Regex Blanks();
}
