using System.Globalization;
using Microsoft.AspNetCore.Diagnostics;
using Wisp.Sdk;

namespace Wisp.Host.Access;

/// <summary>Reads and writes in the reader's language: the operator's, else the browser's cookie, else the ISP's.</summary>
internal sealed class RequestLanguage(RequestDelegate next)
{
    private static readonly CultureInfo Spanish = CultureInfo.GetCultureInfo("es-AR");

    // British: its dates have the day first, as on paper here.
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    public async Task InvokeAsync(HttpContext context, IIsp isp)
    {
        var language = Known(context.User.FindFirst(OperatorClaims.Language)?.Value)
            ?? Known(context.Request.Cookies[ReaderLanguage.Cookie])
            ?? await OfIspAsync(context, isp);
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = language == "en" ? English : Spanish;
        await next(context);
    }

    private static string? Known(string? language) => language is "es" or "en" ? language : null;

    private static async ValueTask<string> OfIspAsync(HttpContext context, IIsp isp) =>
        context.Features.Get<IExceptionHandlerFeature>() is null ? (await isp.SettingsAsync(context.RequestAborted)).Language : "es";
}
