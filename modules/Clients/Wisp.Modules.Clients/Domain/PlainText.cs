using System.Globalization;
using System.Text;

namespace Wisp.Modules.Clients.Domain;

/// <summary>Text as it is stored: NFC, trimmed, blank as nothing; lengths in graphemes, which are what a person counts.</summary>
internal static class PlainText
{
    // A grapheme may carry any number of marks; the table allows ten characters a grapheme.
    private const int CharactersPerGrapheme = 10;

    /// <summary>False when the text is not Unicode: half a surrogate pair, which no database takes.</summary>
    public static bool TryClean(string? typed, out string? clean)
    {
        clean = null;
        if (typed is null) return true;
        if (!IsWellFormed(typed)) return false;
        var text = typed.Replace('\t', ' ').Trim().Normalize(NormalizationForm.FormC);
        clean = text.Length == 0 ? null : text;
        return true;
    }

    /// <summary>Control characters, and the mark that a wrong decoding leaves.</summary>
    public static bool HasControl(string text) => text.Any(c => char.IsControl(c) || c == '\ufffd');

    public static bool HasControlButLineEnds(string text) => text.Any(c => (char.IsControl(c) && c != '\n') || c == '\ufffd');

    public static bool Fits(string text, int graphemes) =>
        text.Length <= graphemes
        || (text.Length <= graphemes * CharactersPerGrapheme && new StringInfo(text).LengthInTextElements <= graphemes);

    /// <summary>The first graphemes, for messages.</summary>
    public static string Start(string text, int graphemes)
    {
        if (Fits(text, graphemes)) return text;
        var start = new StringInfo(text[..Math.Min(text.Length, graphemes * CharactersPerGrapheme)]);
        return start.SubstringByTextElements(0, Math.Min(graphemes, start.LengthInTextElements)) + "…";
    }

    private static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1])) return false;
            i++;
        }

        return true;
    }
}
