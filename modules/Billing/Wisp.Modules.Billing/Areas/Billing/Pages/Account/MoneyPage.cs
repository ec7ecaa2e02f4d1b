using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Wisp.Contracts.Clients;
using Wisp.Modules.Billing.Domain;

namespace Wisp.Modules.Billing.Areas.Billing.Pages.Account;

/// <summary>A screen about one client's money.</summary>
internal abstract class MoneyPage(IStringLocalizer text) : PageModel
{
    /// <summary>Whose money.</summary>
    public ClientName Client { get; protected set; } = null!;

    /// <summary>The form again, with what is wrong beside its fields.</summary>
    protected IActionResult Refuse(IEnumerable<Problem> problems)
    {
        foreach (var problem in problems)
            ModelState.AddModelError(problem.Field.Length == 0 ? "" : $"Input.{problem.Field}", text[problem.Key, problem.Arguments]);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
