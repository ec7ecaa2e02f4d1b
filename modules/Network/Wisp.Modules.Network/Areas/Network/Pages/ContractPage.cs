using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Wisp.Modules.Network.Domain;

namespace Wisp.Modules.Network.Areas.Network.Pages;

/// <summary>A screen of one contract.</summary>
internal abstract class ContractPage(IStringLocalizer<NetworkText> text) : PageModel
{
    protected IActionResult Done(Guid id, string key)
    {
        TempData["toast"] = text[key].Value;
        return Redirect($"/contracts/{id}");
    }

    protected IActionResult Refuse(IEnumerable<Problem> problems)
    {
        foreach (var problem in problems)
            ModelState.AddModelError(problem.Field.Length == 0 ? "" : $"Input.{problem.Field}", text[problem.Key, problem.Arguments]);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
