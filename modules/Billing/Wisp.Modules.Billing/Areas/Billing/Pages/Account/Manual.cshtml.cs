using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Wisp.Contracts.Clients;
using Wisp.Modules.Billing.Data;
using Wisp.Modules.Billing.Features.Account;
using Wisp.Modules.Billing.Features.Invoices;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Areas.Billing.Pages.Account;

[RequirePermission(BillingPermissions.Issue)]
internal sealed class ManualModel(
    ManualInvoice manual, IDatabase<BillingDb> database, AccountScope scope, IClientDirectory clients, IStringLocalizer<BillingText> text) : MoneyPage(text)
{
    private const int FirstLines = 3;
    private const int MoreLines = 5;

    private readonly IStringLocalizer _text = text;

    [BindProperty]
    public ManualInput Input { get; set; } = new();

    public IReadOnlyList<(string Value, string Text)> Contracts { get; private set; } = [];

    /// <summary>The invoice as it would be.</summary>
    public InvoiceView? Shown { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid clientId, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(clientId, cancellationToken)) return NotFound();
        AddLines(FirstLines);
        return Page();
    }

    public async Task<IActionResult> OnPostMoreAsync(Guid clientId, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(clientId, cancellationToken)) return NotFound();
        AddLines(MoreLines);
        return Page();
    }

    public async Task<IActionResult> OnPostShowAsync(Guid clientId, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(clientId, cancellationToken)) return NotFound();
        var (invoice, problems) = await manual.RunAsync(clientId, Input, keep: false, cancellationToken);
        Shown = invoice;
        return problems.Count > 0 ? Refuse(problems) : Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid clientId, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(clientId, cancellationToken)) return NotFound();
        var (invoice, problems) = await manual.RunAsync(clientId, Input, keep: true, cancellationToken);
        if (invoice is null) return Refuse(problems);
        TempData["toast"] = _text["manual.issued"].Value;
        return Redirect($"/billing/invoices/{invoice.Id}");
    }

    private void AddLines(int count)
    {
        for (var i = 0; i < count; i++) Input.Lines.Add(new ManualLine());
    }

    private async Task<bool> LoadAsync(Guid clientId, CancellationToken cancellationToken)
    {
        if (!await scope.CoversAsync(clientId, cancellationToken) || await clients.FindAsync(clientId, cancellationToken) is not { } client) return false;
        Client = client;
        Contracts = await database.Source.Sql(
            "select c.id::text, c.public_id || ' · ' || p.name from network.contracts_v1 c join network.plans_v1 p on p.id = c.plan_id where c.client_id = $1 order by c.public_id", clientId)
            .ListAsync(row => (row.GetString(0), row.GetString(1)), cancellationToken);
        if (Input.Lines.Count == 0) AddLines(FirstLines);
        return true;
    }
}
