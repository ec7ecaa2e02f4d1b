using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Wisp.Modules.Network.Features.SaveContract;
using Wisp.Modules.Network.Features.ViewContract;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Areas.Network.Pages;

[RequirePermission(NetworkPermissions.View)]
[RequirePermission(NetworkPermissions.Edit)]
internal sealed class EditContractModel(ViewContract view, DrawContractForm draw, SaveContract save, IStringLocalizer<NetworkText> text) : ContractPage(text)
{
    private readonly IStringLocalizer _text = text;

    [BindProperty]
    public ContractInput Input { get; set; } = new();

    public ContractDetails Details { get; private set; } = null!;

    public ContractForm Form { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await view.FindAsync(id, cancellationToken) is not { } details) return NotFound();
        if (!details.Client.Active)
        {
            TempData["toast.error"] = _text["client.deactivated"].Value;
            return Redirect($"/contracts/{id}");
        }

        Details = details;
        Form = await draw.RunAsync(ContractInput.Of(details.Contract), details.Client, id, cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await view.FindAsync(id, cancellationToken) is not { } details) return NotFound();
        var result = await save.RunAsync(details.Contract.ClientId, id, Input, cancellationToken);
        if (result.Id is not null) return Done(id, "contract.saved");
        Details = details;
        Form = await draw.RunAsync(Input, details.Client, id, cancellationToken);
        return Refuse(result.Problems);
    }
}
