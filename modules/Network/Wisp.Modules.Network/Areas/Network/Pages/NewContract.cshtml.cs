using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Wisp.Contracts.Clients;
using Wisp.Modules.Network.Features;
using Wisp.Modules.Network.Features.SaveContract;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Areas.Network.Pages;

[RequirePermission(NetworkPermissions.View)]
[RequirePermission(NetworkPermissions.Edit)]
internal sealed class NewContractModel(
    IClientDirectory clients, ContractScope scope, DrawContractForm draw, SaveContract save, IIsp isp, IStringLocalizer<NetworkText> text) : ContractPage(text)
{
    private readonly IStringLocalizer _text = text;

    [BindProperty]
    public ContractInput Input { get; set; } = new();

    public ContractForm Form { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid client, CancellationToken cancellationToken)
    {
        if (await FindAsync(client, cancellationToken) is not { } name) return NotFound();
        if (!name.Active)
        {
            TempData["toast.error"] = _text["client.deactivated"].Value;
            return Redirect(name.Url);
        }

        Input.StartDate = ContractInput.Iso(await isp.TodayAsync(cancellationToken));
        Form = await draw.RunAsync(Input, name, null, cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid client, CancellationToken cancellationToken)
    {
        if (await FindAsync(client, cancellationToken) is not { } name) return NotFound();
        var result = await save.RunAsync(client, null, Input, cancellationToken);
        if (result.Id is { } id) return Done(id, "contract.created");
        Form = await draw.RunAsync(Input, name, null, cancellationToken);
        return Refuse(result.Problems);
    }

    private async Task<ClientName?> FindAsync(Guid client, CancellationToken cancellationToken) =>
        await scope.CoversAsync(client, cancellationToken) ? await clients.FindAsync(client, cancellationToken) : null;
}
