using System.Globalization;

namespace Wisp.Modules.Clients.Areas.Clients.Pages;

/// <summary>A country in the reader's language; a code that no country has stays a code.</summary>
internal static class CountryName
{
    public static string Of(string code)
    {
        try
        {
            return new RegionInfo(code).DisplayName;
        }
        catch (ArgumentException)
        {
            return code;
        }
    }
}
