using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Wisp.Modules.Billing.Domain;
using Wisp.Modules.Billing.Features.Statements;
using Wisp.Modules.Billing.Features.Statements.Reading;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Areas.Billing.Pages.Statements;

internal sealed class UploadInput
{
    /// <summary>Name of the bank account.</summary>
    public string? Account { get; set; }
}

[RequirePermission(BillingPermissions.CreatePayment)]
[UploadLimit("billing.statements.megabytes", 32, "/billing/statements?tooLarge=true")]
internal sealed class IndexModel(ReadStatements read, ITableFiles tables, IStringLocalizer<StatementText> text) : StatementPage(text)
{
    [BindProperty]
    public UploadInput Input { get; set; } = new();

    public int Megabytes => UploadLimitAttribute.MegabytesOf(HttpContext);

    public IReadOnlyList<string> Accounts { get; private set; } = [];

    public IReadOnlyList<StatementView> Rows { get; private set; } = [];

    public long Waiting { get; private set; }

    public async Task OnGetAsync(bool tooLarge, CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        if (tooLarge) ModelState.AddModelError("Input.File", Words["upload.too-large", Megabytes]);
    }

    public async Task<IActionResult> OnPostAsync(IFormFile? file, CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        List<Problem> problems = [];
        var account = Typed.Line(Input.Account);
        if (account is null) problems.Add(new("Account", "account.missing"));
        else if (account.Length > 100) problems.Add(new("Account", "account.long", account.Length, 100));
        if (file is null) problems.Add(new("File", "upload.missing"));
        if (problems.Count > 0) return Refuse(problems);
        var upload = await tables.KeepAsync(file!, StatementColumns.IsKnown, cancellationToken);
        if (upload.FileId is not { } id)
        {
            ModelState.AddModelError("Input.File", upload.Head.Refusal!);
            return Refuse();
        }

        // A workbook needs no hint at how to read it.
        return upload.Head.Sheets.Count > 0
            ? RedirectToPage("Columns", new { fileId = id, account })
            : RedirectToPage("Columns", new { fileId = id, account, upload.Head.Format.Encoding, upload.Head.Format.Separator });
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        Accounts = await read.AccountsAsync(cancellationToken);
        Rows = await read.ListAsync(cancellationToken);
        Waiting = await read.CountWaitingAsync(cancellationToken);
    }
}
