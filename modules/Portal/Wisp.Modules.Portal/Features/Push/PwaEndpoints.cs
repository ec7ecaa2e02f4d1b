using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Wisp.Modules.Portal.Features.Settings;

namespace Wisp.Modules.Portal.Features.Push;

/// <summary>What makes the portal an app that can be installed: its manifest, its icon in the ISP's colour, and the script that shows notices.</summary>
internal static class PwaEndpoints
{
    private static readonly ConcurrentDictionary<string, string> Scripts = new(StringComparer.Ordinal);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/portal/manifest.webmanifest", ManifestAsync).AllowAnonymous();
        routes.MapGet("/portal/icon.svg", IconAsync).AllowAnonymous();
        routes.MapGet("/portal/sw.js", Worker).AllowAnonymous();
    }

    private static async Task<IResult> ManifestAsync(HttpContext context, ReadPortal portal, CancellationToken cancellationToken)
    {
        var text = context.RequestServices.GetRequiredService<IStringLocalizer<PortalText>>();
        var settings = await portal.ReadAsync(cancellationToken);
        var name = settings.Name.Length > 0 ? settings.Name : text["portal.unnamed"].Value;
        context.Response.Headers.CacheControl = "no-cache";
        return Results.Json(
            new
            {
                id = "/portal", name, short_name = name.Length > 12 ? name.Split(' ')[0] : name, start_url = "/portal", scope = "/portal", display = "standalone",
                lang = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName, background_color = "#f2f5f6", theme_color = settings.Color,
                icons = new object[]
                {
                    new { src = $"/portal/icon.svg?c={settings.Color[1..]}", sizes = "any", type = "image/svg+xml", purpose = "any" },
                    Icon(192, "any"), Icon(512, "any"), Icon(512, "maskable"),
                },
            }, contentType: "application/manifest+json");
    }

    private static object Icon(int size, string purpose) => new { src = $"/_content/Wisp.Modules.Portal/icon-{size}.png", sizes = $"{size}x{size}", type = "image/png", purpose };

    private static async Task<IResult> IconAsync(HttpContext context, ReadPortal portal, CancellationToken cancellationToken)
    {
        context.Response.Headers.CacheControl = "public, max-age=86400";
        return Results.Text(
            $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512"><rect width="512" height="512" rx="96" fill="{(await portal.ReadAsync(cancellationToken)).Color}"/><g fill="none" stroke="#fff" stroke-width="40" stroke-linecap="round"><path d="M98 216a224 224 0 0 1 316 0M156 274a142 142 0 0 1 200 0M213 332a61 61 0 0 1 86 0"/></g><circle cx="256" cy="388" r="26" fill="#fff"/></svg>
            """, "image/svg+xml");
    }

    // Asked for again each time: a browser keeps the one before as long as nothing changed.
    private static IResult Worker(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-cache";
        context.Response.Headers["Service-Worker-Allowed"] = "/portal";
        return Results.Text(Scripts.GetOrAdd("sw.js", Read), "text/javascript");
    }

    private static string Read(string name)
    {
        using var reader = new StreamReader(typeof(PwaEndpoints).Assembly.GetManifestResourceStream($"Wisp.Modules.Portal.Scripts.{name}")!);
        return reader.ReadToEnd();
    }
}
