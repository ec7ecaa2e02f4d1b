using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Wisp.Modules.Network.Domain;
using Wisp.Modules.Network.Features.Catalog;
using Wisp.Modules.Network.Features.Outages;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Areas.Network.Pages;

/// <summary>What a person chose and wrote.</summary>
internal sealed class OutageInput
{
    public Guid? NodeId { get; set; }

    public string? Reason { get; set; }
}

[RequirePermission(NetworkPermissions.View)]
internal sealed class OutagesModel(
    ReadOutages read, DeclareOutage declare, CatalogChoices choices, ICurrentOperator current, IStringLocalizer<NetworkText> text) : NetworkPage(text)
{
    private readonly IStringLocalizer _text = text;

    [BindProperty]
    public OutageInput Input { get; set; } = new();

    public IReadOnlyList<OutageRow> Outages { get; private set; } = [];

    public IReadOnlyList<(string Value, string Text)> Nodes { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Outages = await read.ListAsync(cancellationToken);
        Nodes = [.. (await choices.OfferedAsync(CatalogShape.Nodes, null, cancellationToken)).Select(node => ($"{node.Id}", node.Name))];
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!current.Can(NetworkPermissions.Outages)) return Forbid();
        if (await declare.DownAsync(Input.NodeId, Input.Reason, cancellationToken) is { } problem)
        {
            await OnGetAsync(cancellationToken);
            return Refuse([problem]);
        }

        TempData["toast"] = _text["outage.declared"].Value;
        return Redirect("/network/outages");
    }

    public async Task<IActionResult> OnPostUpAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!current.Can(NetworkPermissions.Outages)) return Forbid();
        var ended = await declare.UpAsync(id, cancellationToken);
        TempData[ended ? "toast" : "toast.error"] = _text[ended ? "outage.over" : "outage.over-already"].Value;
        return Redirect("/network/outages");
    }
}
