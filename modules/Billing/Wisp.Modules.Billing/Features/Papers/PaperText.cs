using System.Text;

namespace Wisp.Modules.Billing.Features.Papers;

/// <summary>Text as the fonts of papers can show it: what they have no sign for becomes a box, so that no name ever stops a paper.</summary>
internal static class PaperText
{
    private const char Box = '\u25a1';

    public static string Shown(string? text)
    {
        var shown = new StringBuilder();
        foreach (var rune in (text ?? "").EnumerateRunes())
        {
            if (Rune.IsControl(rune)) shown.Append(' ');
            else if (rune.IsBmp && Covers(rune.Value)) shown.Append((char)rune.Value);
            else shown.Append(Box);
        }

        return shown.ToString();
    }

    // Latin, Greek, Cyrillic, Hebrew, punctuation, currency signs, arrows, box drawing: what Liberation Sans has.
    private static bool Covers(int code) =>
        code is (>= 0x20 and <= 0x24f) or (>= 0x2b0 and <= 0x2ff) or (>= 0x370 and <= 0x4f9) or (>= 0x591 and <= 0x5f4) or (>= 0x1e00 and <= 0x1ef9)
            or (>= 0x2010 and <= 0x2044) or (>= 0x2070 and <= 0x20b5) or (>= 0x2100 and <= 0x2122) or (>= 0x2190 and <= 0x21a8) or (>= 0x25a0 and <= 0x25e6);
}
