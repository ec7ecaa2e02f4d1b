using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Wisp.Contracts.Clients;
using Wisp.Modules.Billing.Features.Account;
using Wisp.Modules.Billing.Features.Extras;
using Wisp.Modules.Billing.Features.Invoices;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Areas.Billing.Pages.Account;

/// <summary>A client's money in short, as the panel's tab and the page's card show it.</summary>
[RequirePermission("clients.view")]
[RequirePermission(BillingPermissions.ViewAccount)]
internal sealed class OfModel(ReadAccount read, ReadInvoice invoices, CutReasons reasons, ContractBilling contracts, AccountScope scope, IClientScope clients, ICurrentOperator current) : PageModel
{
    private const int LastInvoices = 3;

    public Guid ClientId { get; private set; }

    /// <summary><c>null</c> when the operator may see accounts, but not this one.</summary>
    public AccountView? Account { get; private set; }

    public IReadOnlyList<CutReason> Reasons { get; private set; } = [];

    public IReadOnlyList<InvoiceRow> Last { get; private set; } = [];

    /// <summary>Those whose billing the operator may change.</summary>
    public IReadOnlyList<(Guid Id, long Number)> Contracts { get; private set; } = [];

    public bool MayPay { get; private set; }

    public bool MayPromise => MayPay;

    public async Task<IActionResult> OnGetAsync(Guid clientId, CancellationToken cancellationToken)
    {
        if (!await clients.CoversAsync(clientId, cancellationToken)) return NotFound();
        ClientId = clientId;
        if (!await scope.CoversAsync(clientId, cancellationToken)) return Page();
        Account = await read.RunAsync(clientId, cancellationToken);
        Reasons = await reasons.OfAsync(clientId, cancellationToken);
        Last = await invoices.ListAsync(new InvoiceFilter(null, null, null, null, clientId, null) { Limit = LastInvoices }, cancellationToken);
        if (current.Can(BillingPermissions.EditClient)) Contracts = await contracts.OfAsync(clientId, cancellationToken);
        MayPay = current.Can(BillingPermissions.CreatePayment) && await scope.CoversAsync(clientId, cancellationToken, BillingPermissions.CreatePayment);
        return Page();
    }
}
