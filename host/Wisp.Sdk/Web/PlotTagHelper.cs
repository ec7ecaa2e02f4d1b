using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Wisp.Sdk;

/// <summary>
/// <c>&lt;w-plot&gt;</c>: values over time. The host's script brings it to life wherever it arrives, in a whole page or in a part; without
/// script nothing is shown, so the sums must stand beside it as text.
/// </summary>
/// <example>
/// <code>
/// &lt;w-plot label="Consumption of the last 24 hours" source="/contracts/consumption/…?handler=Data" /&gt;
/// </code>
/// </example>
[HtmlTargetElement("w-plot", TagStructure = TagStructure.WithoutEndTag)]
public sealed class PlotTagHelper : TagHelper
{
    /// <summary>What the plot shows, for screen readers. Required; in the reader's language.</summary>
    public string Label { get; set; } = "";

    /// <summary>
    /// Address of the values. Required. It answers JSON: <c>{ "zone": IANA name, "unit": "bytes", "at": [seconds since 1970 …], "series":
    /// [{ "label", "tone": "accent", "green", "amber", "red" or "grey", "values": [number or null …] } …] }</c>, as many values as instants.
    /// </summary>
    public string Source { get; set; } = "";

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(Label);
        ArgumentException.ThrowIfNullOrWhiteSpace(Source);
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "plot");
        var plot = new TagBuilder("div");
        plot.Attributes["role"] = "img";
        plot.Attributes["aria-label"] = Label;
        plot.Attributes["data-plot"] = Source;
        output.Content.SetHtmlContent(plot);
    }
}
