using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Wisp.Modules.Network.Domain;
using Wisp.Modules.Network.Features.Outages;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Areas.Network.Pages;

/// <summary>What a person typed.</summary>
internal sealed class DetectInput
{
    public bool Detect { get; set; }

    public string? Share { get; set; }

    public string? Least { get; set; }
}

/// <summary>When the end of many sessions is an outage.</summary>
[RequirePermission(NetworkPermissions.Settings)]
internal sealed class OutageSettingsModel(ISettings settings, IStringLocalizer<NetworkText> text) : NetworkPage(text)
{
    private readonly IStringLocalizer _text = text;

    [BindProperty]
    public DetectInput Input { get; set; } = new();

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var rule = await settings.GetAsync<OutageSettings>(OutageSettings.Key, cancellationToken) ?? OutageSettings.Default;
        Input = new DetectInput
        {
            Detect = rule.Detect,
            Share = rule.Share.ToString(CultureInfo.InvariantCulture),
            Least = rule.Least.ToString(CultureInfo.InvariantCulture),
        };
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var (share, least) = (Typed.Number(Input.Share, 1, 100), Typed.Number(Input.Least, 1, OutageSettings.MostLeast));
        List<Problem> problems = [];
        if (share is null) problems.Add(new(nameof(Input.Share), "share.invalid", Input.Share ?? ""));
        if (least is null) problems.Add(new(nameof(Input.Least), "least.invalid", Input.Least ?? "", OutageSettings.MostLeast));
        if (problems.Count > 0) return Refuse(problems);
        await settings.SetAsync(OutageSettings.Key, new OutageSettings(Input.Detect, share!.Value, least!.Value), cancellationToken);
        TempData["toast"] = _text["outages.settings.saved"].Value;
        return Redirect("/network/outages");
    }
}
