using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Wisp.Host.Shell;

/// <summary><c>&lt;w-errors for="Email" /&gt;</c>: the messages of a field, under the id that its input names in <c>aria-describedby</c>.</summary>
[HtmlTargetElement("w-errors", TagStructure = TagStructure.WithoutEndTag)]
public sealed class FieldErrors : TagHelper
{
    /// <summary>The field.</summary>
    public required string For { get; set; }

    [ViewContext]
    [HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "p";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "field-error");
        output.Attributes.SetAttribute("id", For.Replace('.', '_') + "-error");
        if (ViewContext.ModelState.TryGetValue(For, out var entry) && entry.Errors.Count > 0)
            output.Content.SetContent(string.Join(" ", entry.Errors.Select(error => error.ErrorMessage)));
    }
}
