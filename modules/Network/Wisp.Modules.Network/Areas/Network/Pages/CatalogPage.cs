using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Wisp.Modules.Network.Domain;
using Wisp.Modules.Network.Features.Catalog;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Areas.Network.Pages;

/// <summary>A screen of plans, nodes or servers.</summary>
[RequirePermission(NetworkPermissions.Settings)]
internal abstract class CatalogPage(IStringLocalizer<NetworkText> text) : NetworkPage(text)
{
    private readonly IStringLocalizer _text = text;

    public abstract CatalogShape Shape { get; }

    protected IActionResult BackToList(string noticeKey, string? name)
    {
        TempData["toast"] = _text[Shape.Key(noticeKey), Typed.Line(name) ?? ""].Value;
        return Redirect(Shape.Url);
    }

    protected static IReadOnlyList<(string Value, string Text)> Options(IEnumerable<Choice> choices) =>
        [.. choices.Select(choice => ($"{choice.Id}", choice.Name))];
}
