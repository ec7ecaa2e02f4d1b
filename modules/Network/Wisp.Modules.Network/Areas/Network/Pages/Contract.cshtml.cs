using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Wisp.Modules.Network.Features.LineState;
using Wisp.Modules.Network.Features.Secrets;
using Wisp.Modules.Network.Features.Sessions;
using Wisp.Modules.Network.Features.ViewContract;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Areas.Network.Pages;

[RequirePermission(NetworkPermissions.View)]
internal sealed class ContractModel(
    ViewContract view, LineView line, ReadSessions sessions, ShowSecret show, ICurrentOperator current, IStringLocalizer<NetworkText> text) : ContractPage(text)
{
    public ContractDetails Details { get; private set; } = null!;

    public LineStatus Line { get; private set; } = null!;

    public IReadOnlyList<StateChangeLine> History { get; private set; } = [];

    public IReadOnlyList<SessionRow> Sessions { get; private set; } = [];

    public ShownSecret? Shown { get; private set; }

    public async Task<IActionResult> OnPostSecretAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!current.Can(NetworkPermissions.ShowSecrets)) return Forbid();
        if (await OnGetAsync(id, cancellationToken) is not PageResult page) return NotFound();
        Shown = await show.OfContractAsync(id, cancellationToken);
        Response.Headers.CacheControl = "no-store";
        return page;
    }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await view.FindAsync(id, cancellationToken) is not { } details) return NotFound();
        Details = details;
        Line = await line.OfAsync(id, cancellationToken);
        History = await view.HistoryAsync(id, cancellationToken);
        Sessions = await sessions.OfContractAsync(id, cancellationToken);
        return Page();
    }
}
