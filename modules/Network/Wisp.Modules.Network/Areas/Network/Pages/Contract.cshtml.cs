using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Wisp.Modules.Network.Domain;
using Wisp.Modules.Network.Features.LineState;
using Wisp.Modules.Network.Features.ViewContract;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Areas.Network.Pages;

[RequirePermission(NetworkPermissions.View)]
internal sealed class ContractModel(ViewContract view, LineView line, IStringLocalizer<NetworkText> text) : ContractPage(text)
{
    public ContractDetails Details { get; private set; } = null!;

    public LineStatus Line { get; private set; } = null!;

    public IReadOnlyList<StateChangeLine> History { get; private set; } = [];

    /// <summary>Colour of the pin.</summary>
    public string Tone => Details.Shown switch
    {
        ShownState.Enabled => "green",
        ShownState.Alerted => "amber",
        ShownState.System => "red",
        _ => "grey",
    };

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await view.FindAsync(id, cancellationToken) is not { } details) return NotFound();
        Details = details;
        Line = await line.OfAsync(id, cancellationToken);
        History = await view.HistoryAsync(id, cancellationToken);
        return Page();
    }
}
