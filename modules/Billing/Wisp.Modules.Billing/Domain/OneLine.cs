namespace Wisp.Modules.Billing.Domain;

/// <summary>Text that Wisp itself puts together, cut to what a line of the database holds.</summary>
internal static class OneLine
{
    public const int Limit = 255;

    public static string Fit(string text) =>
        text.Length <= Limit ? text : Cut(text, Limit).Trim();

    /// <summary>The beginning of a text that is longer, without half a sign at its end.</summary>
    public static string Cut(string text, int length) => text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
}
