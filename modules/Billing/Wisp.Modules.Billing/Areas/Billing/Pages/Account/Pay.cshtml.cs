using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Wisp.Contracts.Clients;
using Wisp.Modules.Billing.Features.Account;
using Wisp.Modules.Billing.Features.Payments;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Areas.Billing.Pages.Account;

[RequirePermission(BillingPermissions.CreatePayment)]
internal sealed class PayModel(
    RecordPayment record, ReadAccount read, PaymentChoices choices, AccountScope scope, IClientDirectory clients, IIsp isp, IStringLocalizer<BillingText> text) : MoneyPage(text)
{
    private readonly IStringLocalizer _text = text;

    public static IReadOnlyList<string> AllWays => [PutTo.Oldest, PutTo.Chosen, PutTo.Credit];

    [BindProperty]
    public PaymentInput Input { get; set; } = new();

    public AccountView Account { get; private set; } = null!;

    public IReadOnlyList<OwedInvoice> Owed { get; private set; } = [];

    public IReadOnlyList<(string Value, string Text)> Methods { get; private set; } = [];

    public IReadOnlyList<(string Value, string Text)> Collectors { get; private set; } = [];

    public IReadOnlyList<string> Ways => Owed.Count > 0 ? AllWays : [PutTo.Credit];

    public async Task<IActionResult> OnGetAsync(Guid clientId, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(clientId, cancellationToken)) return NotFound();
        Input.Date = (await isp.TodayAsync(cancellationToken)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        Input.Amount = Account.Unpaid > Account.Credit ? (Account.Unpaid - Account.Credit).ToString("0.00", CultureInfo.CurrentCulture) : null;
        Input.MethodId = await choices.UsualAsync(clientId, cancellationToken);
        Input.CollectorId = await choices.OwnCollectorAsync(cancellationToken);
        Input.To = Ways[0];
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid clientId, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(clientId, cancellationToken)) return NotFound();
        if (!AllWays.Contains(Input.To)) Input.To = Ways[0];
        var recorded = await record.RunAsync(clientId, Input, cancellationToken);
        if (recorded.Id is not { } id) return Refuse(recorded.Problems);
        TempData["toast"] = _text["payment.saved"].Value;
        return Redirect($"/billing/payments/{id}");
    }

    private async Task<bool> LoadAsync(Guid clientId, CancellationToken cancellationToken)
    {
        if (!await scope.CoversAsync(clientId, cancellationToken, BillingPermissions.CreatePayment) || await clients.FindAsync(clientId, cancellationToken) is not { } client) return false;
        Client = client;
        Account = await read.RunAsync(clientId, cancellationToken);
        Owed = await read.OwedAsync(clientId, cancellationToken);
        Methods = await choices.MethodsAsync(cancellationToken);
        Collectors = await choices.CollectorsAsync(cancellationToken);
        return true;
    }
}
