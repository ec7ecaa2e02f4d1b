using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Wisp.Contracts.Clients;
using Wisp.Modules.Network.Features;
using Wisp.Modules.Network.Features.Consumption;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Areas.Network.Pages;

/// <summary>What a client's contracts consumed: the panel's tab, the card of its page, and a page of its own (PANEL-03, VIEW-02).</summary>
[RequirePermission("clients.view")]
[RequirePermission(NetworkPermissions.View)]
internal sealed class ConsumptionModel(
    ReadConsumption read, IClientScope scope, ContractScope contracts, IClientDirectory clients, IStringLocalizer<NetworkText> text) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "range")]
    public string? RangeCode { get; set; }

    /// <summary>The one contract that is drawn, or <c>null</c> for all together.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? Contract { get; set; }

    public ConsumptionRange Range => ConsumptionRange.OfCode(RangeCode);

    public ClientName Client { get; private set; } = null!;

    /// <summary>Whether the operator may see contracts of this client.</summary>
    public bool Covered { get; private set; }

    public ClientUse Use { get; private set; } = null!;

    public string SourceUrl => $"{UrlOf(Range, Contract)}&handler=Data";

    public string UrlOf(ConsumptionRange range, Guid? contract) =>
        $"/contracts/consumption/{Client.Id}?range={range.Code}{(contract is null ? "" : $"&contract={contract}")}";

    public async Task<IActionResult> OnGetAsync(Guid client, CancellationToken cancellationToken)
    {
        if (!await scope.CoversAsync(client, cancellationToken) || await clients.FindAsync(client, cancellationToken) is not { } name) return NotFound();
        Client = name;
        Covered = await contracts.CoversAsync(client, cancellationToken);
        Use = await read.RunAsync(client, Contract, Range, cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnGetDataAsync(Guid client, CancellationToken cancellationToken)
    {
        if (await OnGetAsync(client, cancellationToken) is not PageResult) return NotFound();
        return new JsonResult(new
        {
            Use.Zone,
            Unit = "bytes",
            Use.At,
            Series = new[] { new { Label = text["use.down"].Value, Tone = "accent", Values = Use.Down }, new { Label = text["use.up"].Value, Tone = "amber", Values = Use.Up } },
        });
    }
}
