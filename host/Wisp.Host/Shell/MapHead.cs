using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.Extensions.Localization;
using Wisp.Host.Features.Isp;
using Wisp.Host.Web;
using Wisp.Sdk;

namespace Wisp.Host.Shell;

/// <summary>What map.js is told by the page: ground, start, texts, and where its larger parts lie.</summary>
internal sealed class MapHead(ShellHead shell, ISettings settings, IFileVersionProvider versions, IStringLocalizer<HostText> text)
{
    private static readonly string[] Texts =
    [
        "zoom-in", "zoom-out", "failed", "point-hint", "point-clear", "area-hint", "area-draw", "area-stop", "area-view", "area-clear",
        "area-first", "area-next", "area-close", "area-limit",
    ];

    private static readonly (string Name, string Path)[] Files =
    [
        ("leafletCss", "/lib/leaflet/leaflet.css"), ("leaflet", "/lib/leaflet/leaflet.js"),
        ("geomanCss", "/lib/leaflet-geoman/leaflet-geoman.css"), ("geoman", "/lib/leaflet-geoman/leaflet-geoman.min.js"),
        ("css", "/css/map.css"), ("point", "/js/map-point.js"), ("area", "/js/map-area.js"),
        ("shapes", "/js/map-shapes.js"),
    ];

    /// <summary>The settings as JSON; from here on, this answer may show the tiles.</summary>
    public async Task<string> JsonAsync(HttpContext context)
    {
        var ground = shell.IsWithoutDatabase ? MapGround.Plain : await MapGround.OfAsync(settings, context.RequestAborted);
        var tiles = TileAddress.Read(ground.Tiles);
        if (tiles is not null) context.Features.Set(new ImageOrigins(tiles.Origins));
        var start = CountryView.Of((await shell.IspAsync()).Country);
        return JsonSerializer.Serialize(
            new
            {
                Tiles = tiles?.Template,
                TileAddress.Subdomains,
                ground.Attribution,
                Centre = new[] { start.Latitude, start.Longitude },
                start.Zoom,
                Decimal = CultureInfo.CurrentCulture.NumberFormat.NumberDecimalSeparator,
                Files = Files.ToDictionary(file => file.Name, file => versions.AddFileVersionToPath(context.Request.PathBase, file.Path)),
                Texts = Texts.ToDictionary(key => key, key => text[$"map.{key}"].Value),
            },
            JsonSerializerOptions.Web);
    }
}
