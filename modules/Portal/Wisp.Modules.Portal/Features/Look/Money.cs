using System.Globalization;

namespace Wisp.Modules.Portal.Features.Look;

/// <summary>Amounts as subscribers read them.</summary>
internal static class Money
{
    private static readonly Dictionary<string, string> Signs = new()
    {
        ["ARS"] = "$", ["CLP"] = "$", ["COP"] = "$", ["MXN"] = "$", ["UYU"] = "$", ["PEN"] = "S/", ["PYG"] = "₲", ["BRL"] = "R$", ["USD"] = "US$", ["EUR"] = "€",
    };

    public static string Show(decimal amount, string currency) =>
        $"{(amount < 0 ? "−" : "")}{Signs.GetValueOrDefault(currency, currency)} {decimal.Abs(amount).ToString("N2", CultureInfo.CurrentCulture)}";
}
