using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Wisp.Contracts.Clients;
using Wisp.Modules.Billing.Features.Account;
using Wisp.Modules.Billing.Features.Payments;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Areas.Billing.Pages.Account;

internal sealed class RefundInput
{
    public Guid Key { get; set; } = Guid.CreateVersion7();

    public string? Amount { get; set; }

    public Guid? MethodId { get; set; }

    public string? Reason { get; set; }
}

[RequirePermission(BillingPermissions.VoidPayment)]
internal sealed class RefundModel(
    RefundCredit refund, ReadAccount read, PaymentChoices choices, AccountScope scope, IClientDirectory clients, IStringLocalizer<BillingText> text) : MoneyPage(text)
{
    private readonly IStringLocalizer _text = text;

    [BindProperty]
    public RefundInput Input { get; set; } = new();

    public AccountView Account { get; private set; } = null!;

    public IReadOnlyList<(string Value, string Text)> Methods { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(Guid clientId, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(clientId, cancellationToken)) return NotFound();
        Input.Amount = Account.Credit.ToString("0.00", CultureInfo.CurrentCulture);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid clientId, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(clientId, cancellationToken)) return NotFound();
        var problems = await refund.RunAsync(Input.Key, clientId, Input.Amount, Input.MethodId, Input.Reason, cancellationToken);
        if (problems.Count > 0) return Refuse(problems);
        TempData["toast"] = _text["refund.saved"].Value;
        return Redirect($"/billing/account/{clientId}");
    }

    private async Task<bool> LoadAsync(Guid clientId, CancellationToken cancellationToken)
    {
        if (!await scope.CoversAsync(clientId, cancellationToken) || await clients.FindAsync(clientId, cancellationToken) is not { } client) return false;
        Client = client;
        Account = await read.RunAsync(clientId, cancellationToken);
        Methods = await choices.MethodsAsync(cancellationToken);
        return true;
    }
}
