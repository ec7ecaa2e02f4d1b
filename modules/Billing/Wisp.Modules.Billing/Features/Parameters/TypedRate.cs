using System.Globalization;
using System.Text.RegularExpressions;

namespace Wisp.Modules.Billing.Features.Parameters;

/// <summary>Reads and shows rates in percent: <c>21</c>, <c>10,5</c> or <c>10.5</c>.</summary>
internal static partial class TypedRate
{
    /// <returns>From 0 to 100 with at most four decimals, or <c>null</c>.</returns>
    public static decimal? Read(string? typed)
    {
        var match = Rate().Match((typed ?? "").Trim());
        if (!match.Success) return null;
        var rate = decimal.Parse(match.Value.Replace(',', '.'), CultureInfo.InvariantCulture);
        return rate <= 100 ? rate : null;
    }

    public static string Show(decimal rate) => rate.ToString("0.####", CultureInfo.CurrentCulture);

    [GeneratedRegex("^[0-9]{1,3}(?:[.,][0-9]{1,4})?$")]
    private static partial Regex Rate();
}
