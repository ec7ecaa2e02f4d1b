using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Wisp.Modules.Billing.Domain;
using Wisp.Modules.Billing.Features.Statements;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Areas.Billing.Pages.Statements;

/// <summary>How each line of a statement would be matched, and once it is taken what became of it.</summary>
[RequirePermission(BillingPermissions.CreatePayment)]
internal sealed class StatementModel(ReadStatements read, StartStatement start, IStringLocalizer<StatementText> text) : StatementPage(text)
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public StatementView Statement { get; private set; } = null!;

    public IReadOnlyList<StateSum> Sums { get; private set; } = [];

    public string Shown { get; private set; } = "matched";

    public IReadOnlyList<LineView> Rows { get; private set; } = [];

    public int? Next { get; private set; }

    public bool Works => Statement is { State: "reading" or "taking", Stopped: null };

    public StateSum Of(string state) => Sums.FirstOrDefault(sum => sum.State == state) ?? new(state, 0, 0);

    public async Task<IActionResult> OnGetAsync(string? show, int? after, CancellationToken cancellationToken)
    {
        if (await read.FindAsync(Id, cancellationToken) is not { } statement) return NotFound();
        Statement = statement;
        Sums = await read.SumsAsync(Id, cancellationToken);
        Shown = ReadStatements.States.FirstOrDefault(state => state == show) ?? ReadStatements.States.FirstOrDefault(state => Of(state).Lines > 0) ?? Shown;
        if (Statement.State == "reading") return Page();
        var rows = await read.LinesAsync(Id, Shown, after ?? 0, cancellationToken);
        (Rows, Next) = rows.Count > ReadStatements.PageSize ? (rows[..ReadStatements.PageSize], rows[ReadStatements.PageSize - 1].Line) : (rows, (int?)null);
        return Page();
    }

    public Task<IActionResult> OnPostTakeAsync(CancellationToken cancellationToken) => ActAsync(start.TakeAsync, $"/billing/statements/{Id}", null, cancellationToken);

    public Task<IActionResult> OnPostDiscardAsync(CancellationToken cancellationToken) => ActAsync(start.DiscardAsync, "/billing/statements", "discarded", cancellationToken);

    private async Task<IActionResult> ActAsync(Func<StatementView, CancellationToken, Task<Problem?>> act, string url, string? done, CancellationToken cancellationToken)
    {
        if (await OnGetAsync(null, null, cancellationToken) is NotFoundResult gone) return gone;
        if (await act(Statement, cancellationToken) is { } problem) return Refuse(problem);
        return done is null ? Redirect(url) : Done(url, done);
    }
}
