using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Wisp.Modules.Zones.Domain;
using Wisp.Sdk;

namespace Wisp.Modules.Zones.Areas.Zones.Pages;

/// <summary>A screen that serves every kind of place; the address says which.</summary>
[RequirePermission(ZonesModule.Permission)]
internal abstract class PlacePage(IStringLocalizer<ZonesText> text) : PageModel
{
    public PlaceShape Shape => PlaceShape.OfSlug((string?)RouteData.Values["place"]);

    /// <summary>What was done, shown once on the list.</summary>
    [TempData]
    public string? Notice { get; set; }

    protected IActionResult BackToList(string noticeKey, string? name)
    {
        Notice = text[Shape.Key(noticeKey), PlaceText.Clean(name)];
        return Redirect(Shape.Url);
    }

    protected void Show(Problem problem) =>
        ModelState.AddModelError(problem.Field.Length == 0 ? "" : $"Input.{problem.Field}", text[problem.Key, problem.Arguments]);
}
