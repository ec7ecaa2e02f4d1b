using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Wisp.Sdk;

/// <summary><c>&lt;w-icon name="search" /&gt;</c>: an icon of the host's sprite, hidden from screen readers (text stands beside it).</summary>
[HtmlTargetElement("w-icon", TagStructure = TagStructure.WithoutEndTag)]
public sealed class IconTagHelper : TagHelper
{
    /// <summary>Name of the symbol.</summary>
    public string Name { get; set; } = "";

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "svg";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "icon");
        output.Attributes.SetAttribute("aria-hidden", "true");
        output.Content.SetHtmlContent($"<use href=\"/icons.svg#{System.Text.Encodings.Web.HtmlEncoder.Default.Encode(Name)}\"></use>");
    }
}
