using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Wisp.Modules.Network.Domain;

namespace Wisp.Modules.Network.Areas.Network.Pages;

/// <summary>A screen with a form.</summary>
internal abstract class NetworkPage(IStringLocalizer<NetworkText> text) : PageModel
{
    /// <summary>The form again, with what is wrong beside its fields.</summary>
    protected IActionResult Refuse(IEnumerable<Problem> problems)
    {
        foreach (var problem in problems)
            ModelState.AddModelError(problem.Field.Length == 0 ? "" : $"Input.{problem.Field}", text[problem.Key, problem.Arguments]);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
