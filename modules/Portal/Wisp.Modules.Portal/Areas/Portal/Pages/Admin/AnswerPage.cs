using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Wisp.Modules.Portal.Features.Settings;
using Wisp.Modules.Portal.Features.Vouchers;

namespace Wisp.Modules.Portal.Areas.Portal.Pages.Admin;

/// <summary>A screen on which an operator answers a subscriber.</summary>
internal abstract class AnswerPage(IStringLocalizer<SelfText> text) : AdminPage(text)
{
    /// <summary>Leads on when it was answered; else the page again with what is wrong.</summary>
    protected IActionResult Show(Answered answered, string url, string done)
    {
        if (answered.WasAnswered) return Refuse(new Problem("", "answer.before"));
        foreach (var said in answered.Said) ModelState.AddModelError(said.Field.Length == 0 ? "" : $"Input.{(said.Field == "PaidOn" ? "Day" : said.Field == "MethodId" ? "Method" : said.Field)}", said.Message);
        if (answered.Keyed.Count > 0) return Refuse(answered.Keyed);
        if (answered.Said.Count == 0) return Done(url, done);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
