using System.Globalization;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Wisp.Sdk;

namespace Wisp.Host.Shell;

/// <summary><c>&lt;w-time at="instant" /&gt;</c>: an instant as local time of the ISP, in the reader's format.</summary>
[HtmlTargetElement("w-time", TagStructure = TagStructure.WithoutEndTag)]
public sealed class LocalTime(IIsp isp) : TagHelper
{
    /// <summary>The instant; nothing is shown for <c>null</c>.</summary>
    public DateTimeOffset? At { get; set; }

    /// <summary>Shows the seconds too.</summary>
    public bool Seconds { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        if (At is not { } at)
        {
            output.TagName = null;
            output.Content.SetContent("—");
            return;
        }

        output.TagName = "time";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("datetime", at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
        output.Content.SetContent((await isp.LocalAsync(at)).ToString(Seconds ? "dd/MM/yyyy HH:mm:ss" : "dd/MM/yyyy HH:mm", CultureInfo.InvariantCulture));
    }
}
