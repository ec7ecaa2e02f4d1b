using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Wisp.Modules.Billing.Domain;
using Wisp.Modules.Billing.Features.DueNotices;
using Wisp.Modules.Billing.Features.Fiscal;
using Wisp.Modules.Billing.Features.Invoices;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Areas.Billing.Pages.Account;

/// <summary>Why an invoice is corrected, and how much of it.</summary>
internal sealed class CorrectionInput
{
    public Guid Key { get; set; } = Guid.CreateVersion7();

    public string? Reason { get; set; }

    public string? Amount { get; set; }

    /// <summary>Of a voided one: whether the next run bills its days again.</summary>
    public bool BillAgain { get; set; }
}

[RequirePermission(BillingPermissions.ViewAccount)]
internal sealed class InvoiceModel(
    ReadInvoice read, ReadNotes notes, ReadFiscal fiscal, ToldNotices notices, VoidInvoice take, MakeCreditNote make,
    ICurrentOperator current, IIsp isp, IStringLocalizer<BillingText> text) : MoneyPage(text)
{
    private readonly IStringLocalizer _text = text;

    [BindProperty]
    public CorrectionInput Input { get; set; } = new();

    public InvoiceView Invoice { get; private set; } = null!;

    public IReadOnlyList<InvoiceShare> Shares { get; private set; } = [];

    public IReadOnlyList<NoteRow> Notes { get; private set; } = [];

    public IReadOnlyList<ToldNotice> Told { get; private set; } = [];

    /// <summary>What its authority knows, or <c>null</c> when it is not reported.</summary>
    public FiscalView? Fiscal { get; private set; }

    /// <summary>The state, or <c>overdue</c>, which is derived.</summary>
    public string Shown { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await read.FindAsync(id, cancellationToken) is not { } invoice) return NotFound();
        Invoice = invoice;
        Shown = invoice.State == "pending" && invoice.FirstDue < await isp.TodayAsync(cancellationToken) ? "overdue" : invoice.State;
        Shares = await read.SharesAsync(id, cancellationToken);
        Fiscal = await fiscal.OfInvoiceAsync(id, cancellationToken);
        Notes = await notes.OfAsync(id, cancellationToken);
        Told = await notices.OfAsync(id, cancellationToken);
        return Page();
    }

    public Task<IActionResult> OnPostVoidAsync(Guid id, CancellationToken cancellationToken) => CorrectAsync(
        id, "invoice.voided", async () => await take.RunAsync(id, Input.Reason, Input.BillAgain, cancellationToken) is { } problem ? [problem] : [], cancellationToken);

    public Task<IActionResult> OnPostNoteAsync(Guid id, CancellationToken cancellationToken) => CorrectAsync(
        id, "note.made", () => make.RunAsync(Input.Key, id, Input.Amount, Input.Reason, cancellationToken), cancellationToken);

    private async Task<IActionResult> CorrectAsync(Guid id, string notice, Func<Task<IReadOnlyList<Problem>>> correct, CancellationToken cancellationToken)
    {
        if (!current.Can(BillingPermissions.Void)) return Forbid();
        if (await OnGetAsync(id, cancellationToken) is NotFoundResult gone) return gone;
        var problems = await correct();
        if (problems.Count > 0) return Refuse(problems);
        TempData["toast"] = _text[notice].Value;
        return Redirect($"/billing/invoices/{id}");
    }
}
