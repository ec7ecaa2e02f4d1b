using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Wisp.Modules.Billing.Domain;

namespace Wisp.Modules.Billing.Areas.Billing.Pages.Statements;

/// <summary>A screen about bank statements, for those who record payments of any client.</summary>
[TypeFilter<StatementGate>]
internal abstract class StatementPage(IStringLocalizer<StatementText> text) : PageModel
{
    protected IStringLocalizer Words { get; } = text;

    /// <summary>The form again, with what is wrong beside its fields.</summary>
    protected IActionResult Refuse(params IEnumerable<Problem> problems)
    {
        foreach (var problem in problems)
            ModelState.AddModelError(problem.Field.Length == 0 ? "" : $"Input.{problem.Field}", Words[problem.Key, problem.Arguments]);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    protected IActionResult Done(string url, string key)
    {
        TempData["toast"] = Words[key].Value;
        return Redirect(url);
    }
}
