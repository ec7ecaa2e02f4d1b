using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Wisp.Contracts.Clients;
using Wisp.Contracts.Portal;
using Wisp.Modules.Portal.Features.Sessions;
using Wisp.Modules.Portal.Features.Settings;
using Wisp.Modules.Portal.Features.SignIn;
using Wisp.Sdk;

namespace Wisp.Modules.Portal.Areas.Portal.Pages.Self;

/// <summary>
/// A page of a signed-in subscriber. Nothing is shown before a password that was made for him is changed; an operator who looks changes nothing;
/// and what is changed is audited as the subscriber's.
/// </summary>
[Subscriber]
internal abstract class PortalPage : PageModel
{
    /// <summary>Whether the page is there for somebody who must change the password.</summary>
    protected virtual bool IsBeforePassword => false;

    protected Guid ClientId => Session.ClientId;

    protected OpenSession Session { get; private set; } = null!;

    protected virtual IStringLocalizer Words => HttpContext.RequestServices.GetRequiredService<IStringLocalizer<PortalText>>();

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var services = HttpContext.RequestServices;
        Session = services.GetRequiredService<CurrentSubscriber>().Session ?? throw new InvalidOperationException("A page of the portal without a session.");
        var reads = HttpMethods.IsGet(Request.Method) || HttpMethods.IsHead(Request.Method);
        if (Session.OperatorName is not null)
        {
            if (!reads) context.Result = StatusCode(StatusCodes.Status403Forbidden);
            else await next();
            return;
        }

        if (Session.MustChange && !IsBeforePassword)
        {
            context.Result = Redirect("/portal/password");
            return;
        }

        if (reads)
        {
            await next();
            return;
        }

        var who = await services.GetRequiredService<IClientDirectory>().FindAsync(Session.ClientId, HttpContext.RequestAborted);
        using (services.GetRequiredService<IActorAccessor>().Begin(new Actor(null, who?.Name is { } name ? name[..Math.Min(name.Length, 200)] : "?", "portal", Address: HttpContext.Connection.RemoteIpAddress?.ToString())))
            await next();
    }

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
