using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Wisp.Modules.Billing.Features.Periods;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Areas.Billing.Pages.Parameters;

/// <summary>When the ISP bills, when it falls due and what follows.</summary>
internal sealed class PeriodModel(PeriodSettings settings, IIsp isp, IStringLocalizer<ParametersText> text) : ParameterPage(text)
{
    [BindProperty]
    public PeriodInput Input { get; set; } = new();

    public string Currency { get; private set; } = "";

    public string TimeZone { get; private set; } = "";

    public SampleCalendar? Sample { get; private set; }

    public IReadOnlyList<BoxOption> Modes => [.. PeriodFields.Modes.Select(mode => new BoxOption(mode, Words[$"mode.{mode}"]))];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Input = await settings.ReadAsync(cancellationToken);
        await SurroundAsync(cancellationToken);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var problems = await settings.SaveAsync(Input, cancellationToken);
        if (problems.Count > 0)
        {
            await SurroundAsync(cancellationToken);
            return Refuse(problems);
        }

        TempData["toast"] = Words["period.saved"].Value;
        return Redirect("/billing/period");
    }

    private async Task SurroundAsync(CancellationToken cancellationToken)
    {
        var values = await isp.SettingsAsync(cancellationToken);
        (Currency, TimeZone) = (values.Currency, values.TimeZone);
        Sample = SampleCalendar.Of(Input, await isp.TodayAsync(cancellationToken));
    }
}
