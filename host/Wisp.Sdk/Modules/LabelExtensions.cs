using Microsoft.Extensions.Localization;

namespace Wisp.Sdk;

/// <summary>Texts of labels.</summary>
public static class LabelExtensions
{
    /// <summary>The label's text in the reader's language.</summary>
    /// <param name="texts">The texts of all modules.</param>
    /// <param name="label">The label.</param>
    /// <returns>The text, or the key where there is none.</returns>
    public static string Text(this IStringLocalizerFactory texts, Label label) => texts.Create(label.Resource)[label.Key];
}
