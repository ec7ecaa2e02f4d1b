using Microsoft.AspNetCore.Http;

namespace Wisp.Sdk;

/// <summary>The language that a reader chose on this browser.</summary>
public static class ReaderLanguage
{
    /// <summary>Name of the cookie that keeps it.</summary>
    public const string Cookie = "wisp_lang";

    /// <summary>Keeps the choice.</summary>
    /// <param name="context">The request.</param>
    /// <param name="language"><c>es</c> or <c>en</c>.</param>
    /// <returns><c>false</c> when it is neither: then nothing is kept.</returns>
    public static bool Keep(HttpContext context, string? language)
    {
        if (language is not ("es" or "en")) return false;
        context.Response.Cookies.Append(Cookie, language, new CookieOptions
        {
            MaxAge = TimeSpan.FromDays(400), HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps, IsEssential = true,
        });
        return true;
    }
}
