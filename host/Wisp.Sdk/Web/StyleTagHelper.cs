using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Wisp.Sdk;

/// <summary>
/// <c>&lt;w-style css="…" /&gt;</c>: a sheet inside the page, for pages that must show on a slow line before a second request comes back. The answer's
/// Content-Security-Policy names its digest, so that no other inline style is let in.
/// </summary>
[HtmlTargetElement("w-style", TagStructure = TagStructure.WithoutEndTag)]
public sealed class StyleTagHelper : TagHelper
{
    /// <summary>The sheet: the ISP's or a module's own, never what people typed.</summary>
    public string Css { get; set; } = "";

    /// <summary>The view, set by Razor.</summary>
    [HtmlAttributeNotBound, ViewContext]
    public ViewContext ViewContext { get; set; } = null!;

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        // A sheet that could end its element would be markup.
        if (Css.Contains('<', StringComparison.Ordinal)) throw new InvalidOperationException("A sheet holds no '<'.");
        var features = ViewContext.HttpContext.Features;
        var digest = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Css)));
        features.Set(new InlineStyles([.. features.Get<InlineStyles>()?.Sources ?? [], $"'sha256-{digest}'"]));
        output.TagName = "style";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Content.SetHtmlContent(Css);
    }
}

/// <summary>Inline sheets of the page being answered.</summary>
/// <param name="Sources">As the Content-Security-Policy names them.</param>
public sealed record InlineStyles(IReadOnlyList<string> Sources);
