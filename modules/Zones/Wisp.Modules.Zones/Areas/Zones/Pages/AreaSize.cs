using System.Globalization;

namespace Wisp.Modules.Zones.Areas.Zones.Pages;

/// <summary>Square kilometres as people read them: a block of houses is no zero.</summary>
internal static class AreaSize
{
    public static string Show(double squareKilometres) => squareKilometres.ToString(squareKilometres < 1 ? "0.0000" : "N2", CultureInfo.CurrentCulture);
}
