using System.Globalization;
using System.Text.RegularExpressions;
using Wisp.Contracts.Zones;
using Wisp.Modules.Zones.Domain;

namespace Wisp.Modules.Zones.Features.SavePlace;

/// <summary>Rules that need no database.</summary>
internal static partial class PlaceRules
{
    private const int LongestDescription = 1000;
    private const int HighestPriority = 9999;

    public static IEnumerable<Problem> Check(PlaceShape shape, PlaceInput input)
    {
        var name = PlaceText.Clean(input.Name);
        if (name.Length == 0) yield return new(nameof(input.Name), "name.missing");
        if (name.Length > PlaceName.MaxLength) yield return new(nameof(input.Name), "name.long", name.Length, PlaceName.MaxLength);
        if (shape.ParentRequired && input.ParentId is null) yield return new(nameof(input.ParentId), shape.Key("parent.missing"));
        if (shape != PlaceShape.Zone) yield break;

        if (!Colors().IsMatch(input.Color ?? "")) yield return new(nameof(input.Color), "color.invalid", input.Color ?? "");
        if (Description(input) is { Length: > LongestDescription } text)
            yield return new(nameof(input.Description), "description.long", text.Length, LongestDescription);
        if (Priority(input) is null) yield return new(nameof(input.Priority), "priority.invalid", input.Priority ?? "", HighestPriority);
    }

    public static string? Description(PlaceInput input)
    {
        var text = (input.Description ?? "").ReplaceLineEndings("\n").Trim();
        return text.Length == 0 ? null : text.Normalize();
    }

    /// <summary>An empty box means zero.</summary>
    public static int? Priority(PlaceInput input)
    {
        if (string.IsNullOrWhiteSpace(input.Priority)) return 0;
        var isNumber = int.TryParse(input.Priority, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite,
            CultureInfo.InvariantCulture, out var priority);
        return isNumber && priority <= HighestPriority ? priority : null;
    }

    [GeneratedRegex(@"^#[0-9a-fA-F]{6}\z")]
    private static partial Regex Colors();
}
