using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Wisp.Modules.Portal.Features.Settings;

namespace Wisp.Modules.Portal.Areas.Portal.Pages.Admin;

/// <summary>A screen of operators about the portal.</summary>
internal abstract class AdminPage(IStringLocalizer text) : PageModel
{
    protected IStringLocalizer Words => text;

    protected IActionResult Refuse(params IEnumerable<Problem> problems)
    {
        foreach (var problem in problems) ModelState.AddModelError(problem.Field.Length == 0 ? "" : $"Input.{problem.Field}", text[problem.Key, problem.Arguments]);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    protected IActionResult Done(string url, string key, params object[] arguments)
    {
        TempData["toast"] = text[key, arguments].Value;
        return Redirect(url);
    }
}
