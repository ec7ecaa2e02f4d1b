using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Wisp.Contracts.Portal;
using Wisp.Modules.Portal.Features.Sessions;
using Wisp.Modules.Portal.Features.Settings;

namespace Wisp.Modules.Portal.Areas.Portal.Pages.Self;

/// <summary>A page of a signed-in subscriber.</summary>
[Subscriber]
internal abstract class PortalPage : PageModel
{
    protected OpenSession Session => HttpContext.Features.Get<OpenSession>() ?? throw new InvalidOperationException("A page of the portal without a session.");

    protected Guid ClientId => Session.ClientId;

    protected virtual IStringLocalizer Words => HttpContext.RequestServices.GetRequiredService<IStringLocalizer<PortalText>>();

    /// <summary>The form again, with what is wrong.</summary>
    protected IActionResult Refuse(params IEnumerable<Problem> problems)
    {
        foreach (var problem in problems) ModelState.AddModelError(problem.Field, Words[problem.Key, problem.Arguments]);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    /// <summary>Leads on, and says there what was done.</summary>
    protected IActionResult Done(string url, string key, params object[] arguments)
    {
        TempData["portal-said"] = Words[key, arguments].Value;
        return Redirect(url);
    }
}
