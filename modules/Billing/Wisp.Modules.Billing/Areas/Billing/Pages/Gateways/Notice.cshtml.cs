using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Wisp.Modules.Billing.Features.Notices;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Areas.Billing.Pages.Gateways;

internal sealed class HandleInput
{
    /// <summary>ID of a client.</summary>
    public string? Client { get; set; }

    public string? Reason { get; set; }
}

/// <summary>What a gateway told of one transaction; where it names nobody, a person says whose money it is.</summary>
[RequirePermission(BillingPermissions.CreatePayment)]
internal sealed class NoticeModel(ReadNotices read, HandleNotice handle, ICurrentOperator current, IStringLocalizerFactory texts) : GatewayPage(texts)
{
    [BindProperty]
    public HandleInput Input { get; set; } = new();

    public NoticeView Notice { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        if (current.ScopeOf(BillingPermissions.CreatePayment) != PermissionScope.All) return Forbid();
        return await LoadAsync(id, cancellationToken) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostAssignAsync(Guid id, CancellationToken cancellationToken)
    {
        if (current.ScopeOf(BillingPermissions.CreatePayment) != PermissionScope.All) return Forbid();
        if (!await LoadAsync(id, cancellationToken)) return NotFound();
        return await handle.AssignAsync(Notice, Input.Client, cancellationToken) is { } problem ? Refuse(problem) : Done($"/billing/notices/{id}", "assign.done");
    }

    public async Task<IActionResult> OnPostDismissAsync(Guid id, CancellationToken cancellationToken)
    {
        if (current.ScopeOf(BillingPermissions.CreatePayment) != PermissionScope.All || !current.Can(BillingPermissions.VoidPayment)) return Forbid();
        if (!await LoadAsync(id, cancellationToken)) return NotFound();
        return await handle.DismissAsync(Notice, Input.Reason, cancellationToken) is { } problem ? Refuse(problem) : Done($"/billing/notices/{id}", "dismiss.done");
    }

    private async Task<bool> LoadAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await read.FindAsync(id, cancellationToken) is not { } found) return false;
        Notice = found;
        return true;
    }
}
