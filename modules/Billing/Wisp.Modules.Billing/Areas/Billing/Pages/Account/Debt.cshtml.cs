using Microsoft.AspNetCore.Mvc.RazorPages;
using Wisp.Modules.Billing.Features.Account;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Areas.Billing.Pages.Account;

/// <summary>The card of debts on the first page; each number opens its invoices.</summary>
[RequirePermission(BillingPermissions.ViewAccount)]
internal sealed class DebtModel(ReadDebt read) : PageModel
{
    public IReadOnlyList<DebtAge> Ages { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken) => Ages = await read.RunAsync(cancellationToken);
}
