using System.Globalization;

namespace Wisp.Modules.Portal.Features.Look;

/// <summary>Amounts of data as subscribers read them.</summary>
internal static class Volume
{
    public static string Show(long bytes) => bytes switch
    {
        < 1_000_000 => $"{Round(bytes / 1e3)} kB",
        < 1_000_000_000 => $"{Round(bytes / 1e6)} MB",
        < 1_000_000_000_000 => $"{Round(bytes / 1e9)} GB",
        _ => $"{Round(bytes / 1e12)} TB",
    };

    private static string Round(double amount) => amount.ToString(amount < 100 ? "0.#" : "0", CultureInfo.CurrentCulture);
}
