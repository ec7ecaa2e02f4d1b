using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Wisp.Modules.Billing.Features.Statements;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Areas.Billing.Pages.Statements;

internal sealed class LineInput
{
    public Guid? Client { get; set; }

    public string? Reason { get; set; }
}

/// <summary>One line of a statement; where it waits, a person says whose money it is, or why it is nobody's.</summary>
[RequirePermission(BillingPermissions.CreatePayment)]
internal sealed class LineModel(ReadStatements read, HandleLine handle, FindClients find, IStringLocalizer<StatementText> text) : StatementPage(text)
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    [BindProperty]
    public LineInput Input { get; set; } = new();

    public LineView Line { get; private set; } = null!;

    public IReadOnlyList<FoundClient> Found { get; private set; } = [];

    public bool Waits => Line.State == "waiting" || Line is { State: "paid", IsVoid: true };

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (await read.FindLineAsync(Id, cancellationToken) is not { } line) return NotFound();
        Line = line;
        if (Waits && Typed.Line(Q) is { } typed) Found = await find.RunAsync(typed, cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostAssignAsync(CancellationToken cancellationToken)
    {
        if (await OnGetAsync(cancellationToken) is NotFoundResult gone) return gone;
        return await handle.AssignAsync(Id, Input.Client, cancellationToken) is { } problem ? Refuse(problem) : Done($"/billing/statements/lines/{Id}", "assign.done");
    }

    public async Task<IActionResult> OnPostDismissAsync(CancellationToken cancellationToken)
    {
        if (await OnGetAsync(cancellationToken) is NotFoundResult gone) return gone;
        return await handle.DismissAsync(Id, Input.Reason, cancellationToken) is { } problem ? Refuse(problem) : Done($"/billing/statements/lines/{Id}", "dismiss.done");
    }
}
