using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Wisp.Modules.Portal.Features.Settings;

namespace Wisp.Modules.Portal.Areas.Portal.Pages.Telling;

/// <summary>A screen of operators about what subscribers are told.</summary>
internal abstract class TellingPage(IStringLocalizer<NoticeText> text) : PageModel
{
    protected IActionResult Refuse(params IEnumerable<Problem> problems)
    {
        foreach (var problem in problems) ModelState.AddModelError($"Input.{problem.Field}", text[problem.Key, problem.Arguments]);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    protected IActionResult Done(string url, string key)
    {
        TempData["toast"] = text[key].Value;
        return Redirect(url);
    }
}
