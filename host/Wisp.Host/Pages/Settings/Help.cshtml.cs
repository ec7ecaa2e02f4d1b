using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Wisp.Host.Features;
using Wisp.Host.Features.Help;
using Wisp.Host.Shell;
using Wisp.Sdk;

namespace Wisp.Host.Pages;

[RequirePermission("settings.isp")]
public sealed class HelpModel(ISettings settings, SaveHelp save, IStringLocalizer<HostText> text) : PageModel
{
    [BindProperty]
    public HelpForm Form { get; set; } = new();

    public async Task OnGetAsync(CancellationToken cancellationToken) =>
        Form = HelpForm.Of(await settings.GetAsync<HelpLinks>(HelpLinks.Key, cancellationToken) ?? HelpLinks.None);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var problems = await save.RunAsync(Form, cancellationToken);
        if (!ModelState.Accepts(problems, text, "Form.")) return Page();
        TempData.Say(text["form.saved"]);
        return RedirectToPage();
    }
}
