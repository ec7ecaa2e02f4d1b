using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Wisp.Modules.Network.Features.ChangeState;
using Wisp.Modules.Network.Features.ViewContract;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Areas.Network.Pages;

/// <summary>What a person chose and wrote.</summary>
internal sealed class StateInput
{
    public string? State { get; set; }

    public string? Reason { get; set; }
}

[RequirePermission(NetworkPermissions.View)]
[RequirePermission(NetworkPermissions.ChangeState)]
internal sealed class ContractStateModel(ViewContract view, ChangeState change, IStringLocalizer<NetworkText> text) : ContractPage(text)
{
    [BindProperty]
    public StateInput Input { get; set; } = new();

    public ContractDetails Details { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await view.FindAsync(id, cancellationToken) is not { } details) return NotFound();
        Details = details;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await view.FindAsync(id, cancellationToken) is not { } details) return NotFound();
        Details = details;
        var problem = await change.RunAsync(id, Input.State, Input.Reason, cancellationToken);
        return problem is null ? Done(id, "state.changed") : Refuse([problem]);
    }
}
