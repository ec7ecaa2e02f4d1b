using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Wisp.Modules.Clients.Features.People;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Areas.Clients.Pages.People;

/// <summary>A screen that serves sellers and collectors; the address says which.</summary>
[RequirePermission(ClientPermissions.People)]
internal abstract class PeoplePage(IStringLocalizer<PeopleText> text) : PageModel
{
    public PeopleShape Shape => PeopleShape.OfSlug((string?)RouteData.Values["people"]);

    /// <summary>Back to the list, or on to the job that does the rest.</summary>
    protected IActionResult Done(string said, string name, Guid? job = null)
    {
        TempData["toast"] = text[Shape.Key(said), name].Value;
        return Redirect(job is { } rest ? $"/jobs/{rest}" : Shape.Url);
    }

    /// <summary>The page again, with what is wrong.</summary>
    protected IActionResult Again(PeopleProblem problem, int status)
    {
        ModelState.AddModelError(problem.Field.Length == 0 ? "" : $"Input.{problem.Field}", text[problem.Key, problem.Arguments]);
        Response.StatusCode = status;
        return Page();
    }
}
