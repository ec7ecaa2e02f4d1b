using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Wisp.Contracts.Billing;
using Wisp.Modules.Portal.Data;
using Wisp.Modules.Portal.Features.Settings;
using Wisp.Sdk;

namespace Wisp.Modules.Portal.Areas.Portal.Pages.Self.Lines;

/// <summary>A promise to pay, by which a contract that was cut is in service until then.</summary>
internal sealed class PromiseModel(ISubscriberDebt debt, ReadPortal portal, IDatabase<PortalDb> database, IStringLocalizer<SelfText> text) : SelfPage(text)
{
    [BindProperty]
    public string? Until { get; set; }

    public SubscriberPromiseTerms Terms { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid contractId, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(contractId, cancellationToken)) return NotFound();
        Until = Terms.Latest.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid contractId, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(contractId, cancellationToken)) return NotFound();
        if (Typed.Day(Until) is not { } until) return Refuse(new Problem("Until", "promise.day-wrong", Until ?? ""));
        await using var transaction = await database.BeginAsync(cancellationToken);
        var problems = await debt.PromiseAsync(transaction, ClientId, contractId, until, cancellationToken);
        if (problems.Count > 0) return RefuseSaid(problems.Select(problem => (problem.Field, problem.Message)));
        await transaction.CommitAsync(cancellationToken);
        return Done("/portal", "promise.done", until.ToString("d", CultureInfo.CurrentCulture));
    }

    private async Task<bool> LoadAsync(Guid contractId, CancellationToken cancellationToken)
    {
        if (!(await portal.ReadAsync(cancellationToken)).Promises || await debt.PromiseTermsAsync(ClientId, contractId, cancellationToken) is not { } terms) return false;
        Terms = terms;
        return true;
    }
}
