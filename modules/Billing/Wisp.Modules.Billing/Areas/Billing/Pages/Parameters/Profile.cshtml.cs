using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Wisp.Modules.Billing.Features.Parameters;
using Wisp.Modules.Billing.Features.Periods;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Areas.Billing.Pages.Parameters;

internal sealed class ProfileModel(SaveProfile save, IIsp isp, IStringLocalizer<ParametersText> text) : ParameterPage(text)
{
    public ParameterShape Shape => ParameterShape.Profiles;

    [BindProperty]
    public ProfileInput Input { get; set; } = new();

    [BindProperty(SupportsGet = true)]
    public Guid? Id { get; set; }

    public string Currency { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        Currency = (await isp.SettingsAsync(cancellationToken)).Currency;
        if (Id is null) return Page();
        if (await save.ReadAsync(Id.Value, cancellationToken) is not { } stored) return NotFound();
        Input = stored;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        Currency = (await isp.SettingsAsync(cancellationToken)).Currency;
        var problems = await save.RunAsync(Id, Input, cancellationToken);
        return problems.Count == 0 ? BackToList(Shape, "saved", Input.Name) : Refuse(problems);
    }
}
