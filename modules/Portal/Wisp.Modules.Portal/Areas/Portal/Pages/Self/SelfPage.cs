using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace Wisp.Modules.Portal.Areas.Portal.Pages.Self;

/// <summary>A page on which a subscriber does something for himself.</summary>
internal abstract class SelfPage(IStringLocalizer<SelfText> text) : PortalPage
{
    protected override IStringLocalizer Words => text;

    /// <summary>The form again, with sentences of another module's.</summary>
    protected IActionResult RefuseSaid(IEnumerable<(string Field, string Message)> problems)
    {
        foreach (var (field, message) in problems) ModelState.AddModelError(field, message);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
