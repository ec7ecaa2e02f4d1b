using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Wisp.Host.Features;
using Wisp.Host.Features.Isp;
using Wisp.Host.Shell;
using Wisp.Sdk;

namespace Wisp.Host.Pages;

[RequirePermission("settings.isp")]
public sealed class IspModel(IIsp isp, ISettings settings, SaveIsp save, IStringLocalizer<HostText> text) : PageModel
{
    [BindProperty]
    public IspForm Form { get; set; } = new();

    public bool HasLogo { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var now = await isp.SettingsAsync(cancellationToken);
        HasLogo = now.LogoFile is not null;
        var ground = await MapGround.OfAsync(settings, cancellationToken);
        Form = new IspForm
        {
            Name = now.Name,
            Country = now.Country,
            TimeZone = now.TimeZone,
            Currency = now.Currency,
            Language = now.Language,
            Tiles = ground.Tiles,
            Attribution = ground.Attribution,
        };
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var problems = await save.RunAsync(Form, cancellationToken);
        if (ModelState.Accepts(problems, text, "Form."))
        {
            TempData.Say(text["form.saved"]);
            return RedirectToPage();
        }

        HasLogo = (await isp.SettingsAsync(cancellationToken)).LogoFile is not null;
        return Page();
    }
}
