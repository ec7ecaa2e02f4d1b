namespace Wisp.Modules.Billing.Domain;

/// <summary>Text that Wisp itself puts together, cut to what a line of the database holds.</summary>
internal static class OneLine
{
    public const int Limit = 255;

    public static string Fit(string text) =>
        text.Length <= Limit ? text : text[..(char.IsHighSurrogate(text[Limit - 1]) ? Limit - 1 : Limit)].Trim();
}
