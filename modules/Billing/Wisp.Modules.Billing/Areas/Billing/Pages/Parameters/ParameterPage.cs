using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Wisp.Modules.Billing.Features.Parameters;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Areas.Billing.Pages.Parameters;

/// <summary>A screen of what is set before anything is billed.</summary>
[RequirePermission(BillingPermissions.Settings)]
internal abstract class ParameterPage(IStringLocalizer<ParametersText> text) : PageModel
{
    protected IStringLocalizer Words => text;

    /// <summary>The form again, with what is wrong beside its fields.</summary>
    protected IActionResult Refuse(IEnumerable<Problem> problems)
    {
        foreach (var problem in problems)
            ModelState.AddModelError(problem.Field.Length == 0 ? "" : $"Input.{problem.Field}", text[problem.Key, problem.Arguments]);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    protected IActionResult BackToList(ParameterShape shape, string noticeKey, string? name)
    {
        TempData["toast"] = text[shape.Key(noticeKey), Typed.Line(name) ?? ""].Value;
        return Redirect(shape.Url);
    }

    /// <summary>A country in the reader's language; a code that no country has stays a code.</summary>
    public static string CountryName(string code)
    {
        try
        {
            return new RegionInfo(code).DisplayName;
        }
        catch (ArgumentException)
        {
            return code;
        }
    }
}
