using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Wisp.Contracts.Clients;
using Wisp.Modules.Billing.Features.Account;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Areas.Billing.Pages.Account;

/// <summary>A client's current account, behind the red <c>$</c>.</summary>
[RequirePermission(BillingPermissions.ViewAccount)]
internal sealed class AccountModel(ReadAccount read, AccountScope scope, IClientDirectory clients, IStringLocalizer<BillingText> text) : MoneyPage(text)
{
    public AccountView Account { get; private set; } = null!;

    public IReadOnlyList<OwedInvoice> Owed { get; private set; } = [];

    public AccountLines Ledger { get; private set; } = new([], null);

    public async Task<IActionResult> OnGetAsync(Guid clientId, long? before, CancellationToken cancellationToken)
    {
        if (!await scope.CoversAsync(clientId, cancellationToken) || await clients.FindAsync(clientId, cancellationToken) is not { } client) return NotFound();
        Client = client;
        Account = await read.RunAsync(clientId, cancellationToken);
        Owed = await read.OwedAsync(clientId, cancellationToken);
        Ledger = await read.LinesAsync(clientId, before, cancellationToken);
        return Page();
    }
}
