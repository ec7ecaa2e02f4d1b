using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Wisp.Sdk;

/// <summary>
/// <c>&lt;w-map&gt;</c>: a map. It shows <see cref="Point"/>, or sets the point of the boxes <see cref="Latitude"/> and
/// <see cref="Longitude"/>, or draws the area of the box <see cref="Area"/>. The host's scripts bring it to life wherever it
/// arrives, in a whole page or in a part; without script nothing is shown, so coordinates must stand beside it as text or boxes.
/// </summary>
/// <example>
/// <code>
/// &lt;w-map label="Map of the client" point="-34.9055, -56.1851" caption="Av. Italia 1234 · Cordón" /&gt;
/// &lt;w-map label="Point of the client" latitude="#Latitude" longitude="#Longitude" caption-from="#Address, #CityId" /&gt;
/// &lt;w-map label="Area to search" area="[name=area]" /&gt;
/// </code>
/// </example>
[HtmlTargetElement("w-map", TagStructure = TagStructure.WithoutEndTag)]
public sealed class MapTagHelper : TagHelper
{
    /// <summary>What the map shows, for screen readers. Required; in the reader's language.</summary>
    public string Label { get; set; } = "";

    /// <summary>Classes of the box around the map, such as <c>map-cell</c>.</summary>
    public string? Class { get; set; }

    /// <summary>The point to show: latitude and longitude in degrees with decimal points, <c>-34.9055, -56.1851</c>.</summary>
    public string? Point { get; set; }

    /// <summary>Text on the pin.</summary>
    public string? Caption { get; set; }

    /// <summary>Selectors of fields, separated by commas, whose values are the text on the pin in the order given, as they are typed and chosen.</summary>
    public string? CaptionFrom { get; set; }

    /// <summary>Colour of the pin: <c>green</c>, <c>amber</c>, <c>red</c>, <c>grey</c>; without one, the accent colour.</summary>
    public string? Tone { get; set; }

    /// <summary>Selector of the box with the latitude, looked for in the map's form first; with <see cref="Longitude"/>, the point can be set.</summary>
    public string? Latitude { get; set; }

    /// <summary>Selector of the box with the longitude.</summary>
    public string? Longitude { get; set; }

    /// <summary>
    /// Selector of the input that holds one polygon as <c>lon lat,lon lat,…</c>: degrees with decimal points, at most 6 decimals,
    /// 3 to 200 corners, the first one not repeated; empty without an area.
    /// </summary>
    public string? Area { get; set; }

    /// <summary>
    /// Shapes to show: a JSON array of <c>{ "area": GeoJSON geometry or null, "caption", "color": "#rrggbb", "spot": "lat, lon", "fault" }</c>,
    /// all but <c>area</c> optional; a spot is marked with its fault.
    /// </summary>
    public string? Shapes { get; set; }

    /// <summary>
    /// Address of a script of yours, such as <c>/_content/Wisp.Modules.X/editor.js</c>: an ES module that exports
    /// <c>show(element, config)</c>, opens the map with <c>openMap</c> of the host's <c>/js/map-view.js</c> and returns it. Leaflet and
    /// geoman are there as <c>L</c>.
    /// </summary>
    public string? Script { get; set; }

    /// <summary>Where to start without a point or area: latitude and longitude; the ISP's country when left out.</summary>
    public string? Centre { get; set; }

    /// <summary>How near to start, 2 to 19; used with <see cref="Centre"/> and <see cref="Point"/>.</summary>
    public int? Zoom { get; set; }

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(Label);
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", $"map-box {Class}".TrimEnd());

        var map = new TagBuilder("div");
        map.AddCssClass("map");
        map.Attributes["role"] = "application";
        map.Attributes["aria-label"] = Label;
        map.Attributes["data-map"] = "";
        foreach (var (name, value) in Settings())
            if (!string.IsNullOrWhiteSpace(value)) map.Attributes[$"data-map-{name}"] = value;
        output.Content.SetHtmlContent(map);
    }

    private IEnumerable<(string Name, string? Value)> Settings() =>
    [
        ("point", Point), ("caption", Caption), ("caption-from", CaptionFrom), ("tone", Tone), ("latitude", Latitude),
        ("longitude", Longitude), ("area", Area), ("shapes", Shapes), ("script", Script), ("centre", Centre),
        ("zoom", Zoom?.ToString(System.Globalization.CultureInfo.InvariantCulture)),
    ];
}
