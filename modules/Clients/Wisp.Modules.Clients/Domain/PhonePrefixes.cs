using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Wisp.Modules.Clients.Domain;

/// <summary>
/// Ways to write a country's numbers that its rules do not allow, or no longer do, and people keep: Argentina's 0 and 15 together
/// with +54 9, Mexico's 1, 01, 044 and 045.
/// </summary>
internal static partial class PhonePrefixes
{
    private static readonly FrozenDictionary<string, (Regex Written, string Meant)[]> ByCountry =
        new Dictionary<string, (Regex, string)[]>
        {
            ["AR"] = [(ArgentineBoth(), "0$1"), (ArgentineTrunk(), "+549$1"), (ArgentineBare(), "+549$1")],
            ["MX"] = [(MexicanTrunk(), "+52$1")],
        }.ToFrozenDictionary();

    /// <summary>The number as the country's rules want it, or <c>null</c> when it is none of these.</summary>
    public static string? Meant(string digits, string country)
    {
        foreach (var (written, meant) in ByCountry.GetValueOrDefault(country, []))
            if (written.IsMatch(digits)) return written.Replace(digits, meant);
        return null;
    }

    [GeneratedRegex("^(?:00)?549?0?(1115[0-9]{8}|[2-3][0-9]{2}15[0-9]{7}|[2-3][0-9]{3}15[0-9]{6})$")]
    private static partial Regex ArgentineBoth();

    [GeneratedRegex("^(?:00)?5490([0-9]{10})$")]
    private static partial Regex ArgentineTrunk();

    [GeneratedRegex("^15([0-9]{10})$")]
    private static partial Regex ArgentineBare();

    [GeneratedRegex("^(?:00)?(?:52)?(?:1|01|044|045)([0-9]{10})$")]
    private static partial Regex MexicanTrunk();
}
