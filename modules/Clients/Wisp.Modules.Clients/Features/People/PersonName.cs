using System.Globalization;
using System.Text.RegularExpressions;
using Wisp.Modules.Clients.Domain;

namespace Wisp.Modules.Clients.Features.People;

/// <summary>A name as it is stored: NFC, with each run of blanks as one, and something to see in it.</summary>
internal static partial class PersonName
{
    public const int MaxLength = 200;

    public static PeopleProblem? Check(string? typed, out string name)
    {
        name = "";
        if (!PlainText.TryClean(Blanks().Replace(typed ?? "", " "), out var clean)) return new(nameof(PersonInput.Name), "name.invalid");
        name = clean ?? "";
        if (!name.Any(IsVisible)) return new(nameof(PersonInput.Name), "name.missing");
        return name.Length > MaxLength ? new(nameof(PersonInput.Name), "name.long", name.Length, MaxLength) : null;
    }

    private static bool IsVisible(char letter) =>
        char.GetUnicodeCategory(letter) is not (UnicodeCategory.Format or UnicodeCategory.SpaceSeparator or UnicodeCategory.NonSpacingMark);

    [GeneratedRegex(@"[\s\p{Cc}]+")]
    private static partial Regex Blanks();
}
