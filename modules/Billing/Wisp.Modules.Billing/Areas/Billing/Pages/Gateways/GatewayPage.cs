using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Wisp.Modules.Billing.Domain;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Areas.Billing.Pages.Gateways;

/// <summary>A screen about gateways.</summary>
internal abstract class GatewayPage(IStringLocalizerFactory texts) : PageModel
{
    protected IStringLocalizer Words { get; } = texts.Create(typeof(GatewayText));

    /// <summary>The form again, with what is wrong beside its fields.</summary>
    protected IActionResult Refuse(params IEnumerable<Problem> problems)
    {
        foreach (var problem in problems)
            ModelState.AddModelError(
                problem.Field.Length == 0 ? "" : $"Input.{problem.Field}",
                Words[problem.Key, [.. problem.Arguments.Select(argument => argument is Label label ? texts.Text(label) : argument)]]);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    /// <summary>The same with a sentence that is ready.</summary>
    protected IActionResult Refuse(string said)
    {
        ModelState.AddModelError("", said);
        return Refuse(Array.Empty<Problem>());
    }

    protected IActionResult Done(string url, string key, params object[] arguments)
    {
        TempData["toast"] = Words[key, arguments].Value;
        return Redirect(url);
    }
}

/// <summary>A field of a form as it is drawn.</summary>
/// <param name="Name">That of the input's property.</param>
/// <param name="Label">Its label.</param>
internal sealed record Box(string Name, string Label, string? Value)
{
    public bool IsOptional { get; init; }

    public bool IsSecret { get; init; }

    /// <summary>Text below, or <c>null</c>.</summary>
    public string? Hint { get; init; }

    /// <summary>What can be chosen, or <c>null</c> where it is typed.</summary>
    public IReadOnlyList<(string Value, string Text)>? Options { get; init; }

    public string Id => $"Input_{Name.Replace('[', '_').Replace(']', '_')}";

    public string? DescribedBy(string? error) =>
        (error, Hint) switch { (null, null) => null, (null, _) => $"{Id}-hint", (_, null) => $"{Id}-error", _ => $"{Id}-hint {Id}-error" };
}
