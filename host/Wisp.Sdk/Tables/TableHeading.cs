using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Wisp.Sdk;

/// <summary>How headings are compared.</summary>
public static class TableHeading
{
    /// <summary>What the file of a job's refused rows says of each, in both languages: it comes back with the corrected file.</summary>
    private static readonly FrozenSet<string> OfErrorList =
        new[] { "Línea", "Campo", "Valor", "Regla", "Line", "Field", "Value", "Rule" }.Select(Fold).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>A heading as it is compared: case, accents, blanks and signs do not matter.</summary>
    /// <param name="heading">The heading.</param>
    /// <returns>Its letters and digits in lower case.</returns>
    public static string Fold(string heading)
    {
        var folded = new StringBuilder(heading.Length);
        foreach (var letter in heading.Normalize(NormalizationForm.FormD))
            if (char.IsLetterOrDigit(letter) && CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark)
                folded.Append(char.ToLowerInvariant(letter));
        return folded.ToString();
    }

    /// <summary>Fields by their headings.</summary>
    /// <typeparam name="TField">What a column can fill.</typeparam>
    /// <param name="names">The headings of each field.</param>
    /// <returns>Fields by folded heading.</returns>
    /// <exception cref="ArgumentException">A heading names two fields.</exception>
    public static IReadOnlyDictionary<string, TField> Index<TField>(IEnumerable<KeyValuePair<TField, string[]>> names)
        where TField : struct, Enum =>
        names.SelectMany(f => f.Value.Select(n => (Name: Fold(n), f.Key))).Distinct().ToFrozenDictionary(p => p.Name, p => p.Key, StringComparer.Ordinal);

    /// <summary>Whether the heading is one that the file of a job's refused rows adds.</summary>
    /// <param name="heading">The heading.</param>
    /// <returns>Whether it is.</returns>
    public static bool IsOfErrorList(string heading) => OfErrorList.Contains(Fold(heading));
}
