using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Wisp.Contracts.Clients;
using Wisp.Modules.Billing.Data;
using Wisp.Modules.Billing.Features.Account;
using Wisp.Modules.Billing.Features.Promises;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Areas.Billing.Pages.Account;

internal sealed class PromiseInput
{
    public string? Until { get; set; }
}

[RequirePermission(BillingPermissions.CreatePayment)]
internal sealed class PromiseModel(
    MakePromise make, IDatabase<BillingDb> database, AccountScope scope, IClientDirectory clients, IIsp isp, IStringLocalizer<BillingText> text) : MoneyPage(text)
{
    private const int UsualDays = 3;

    private readonly IStringLocalizer _text = text;

    [BindProperty]
    public PromiseInput Input { get; set; } = new();

    [BindProperty(SupportsGet = true)]
    public Guid ContractId { get; set; }

    public long Number { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (!await LoadAsync(cancellationToken)) return NotFound();
        Input.Until = (await isp.TodayAsync(cancellationToken)).AddDays(UsualDays).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!await LoadAsync(cancellationToken)) return NotFound();
        if (await make.RunAsync(ContractId, Input.Until, cancellationToken) is { } problem) return Refuse([problem]);
        TempData["toast"] = _text["promise.saved"].Value;
        return Redirect(Client.Url);
    }

    private async Task<bool> LoadAsync(CancellationToken cancellationToken)
    {
        var found = (await database.Source.Sql("select client_id, public_id from network.contracts_v1 where id = $1", ContractId)
            .ListAsync(row => (Client: row.GetGuid(0), Number: row.GetInt64(1)), cancellationToken)).SingleOrDefault();
        if (!await scope.CoversAsync(found.Client, cancellationToken, BillingPermissions.CreatePayment) || await clients.FindAsync(found.Client, cancellationToken) is not { } client) return false;
        (Client, Number) = (client, found.Number);
        return true;
    }
}
