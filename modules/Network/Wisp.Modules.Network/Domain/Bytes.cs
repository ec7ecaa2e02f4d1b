using System.Globalization;

namespace Wisp.Modules.Network.Domain;

/// <summary>Amounts of data as people read them: of 1000, with three figures.</summary>
internal static class Bytes
{
    private static readonly string[] Units = ["B", "kB", "MB", "GB", "TB", "PB"];

    public static string Show(long bytes)
    {
        var (value, unit) = ((decimal)bytes, 0);
        while (value >= 999.5m && unit < Units.Length - 1) (value, unit) = (value / 1000, unit + 1);
        var format = unit == 0 || value >= 99.95m ? "0" : value >= 9.995m ? "0.#" : "0.##";
        return $"{value.ToString(format, CultureInfo.CurrentCulture)} {Units[unit]}";
    }
}
