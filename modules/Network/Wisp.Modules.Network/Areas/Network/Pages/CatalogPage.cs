using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Wisp.Modules.Network.Domain;
using Wisp.Modules.Network.Features.Catalog;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Areas.Network.Pages;

/// <summary>A screen of plans, nodes or servers.</summary>
[RequirePermission(NetworkPermissions.Settings)]
internal abstract class CatalogPage(IStringLocalizer<NetworkText> text) : PageModel
{
    public abstract CatalogShape Shape { get; }

    protected IActionResult BackToList(string noticeKey, string? name)
    {
        TempData["toast"] = text[Shape.Key(noticeKey), Typed.Line(name) ?? ""].Value;
        return Redirect(Shape.Url);
    }

    protected IActionResult Refuse(IEnumerable<Problem> problems)
    {
        foreach (var problem in problems)
            ModelState.AddModelError(problem.Field.Length == 0 ? "" : $"Input.{problem.Field}", text[problem.Key, problem.Arguments]);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    protected static IReadOnlyList<(string Value, string Text)> Options(IEnumerable<Choice> choices) =>
        [.. choices.Select(choice => ($"{choice.Id}", choice.Name))];
}
