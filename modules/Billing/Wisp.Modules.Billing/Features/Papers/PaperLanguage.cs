using System.Globalization;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Papers;

/// <summary>Papers, what will stand on them and the mails with them are in the ISP's language, whoever looks or clicks; dates have the day first.</summary>
internal static class PaperLanguage
{
    public static string Name(IspSettings isp) => isp.Language == "en" ? "en-GB" : "es-AR";

    public static T Of<T>(IspSettings isp, Func<T> draw)
    {
        var before = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(Name(isp));
        try
        {
            return draw();
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = before;
        }
    }
}
