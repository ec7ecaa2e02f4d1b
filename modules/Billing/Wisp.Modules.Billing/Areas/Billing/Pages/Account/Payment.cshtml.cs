using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Wisp.Modules.Billing.Domain;
using Wisp.Modules.Billing.Features.Payments;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Areas.Billing.Pages.Account;

/// <summary>Why something is taken back.</summary>
internal sealed class ReasonInput
{
    public string? Reason { get; set; }
}

[RequirePermission(BillingPermissions.ViewAccount)]
internal sealed class PaymentModel(ReadPayment read, VoidPayment take, ICurrentOperator current, IStringLocalizer<BillingText> text) : MoneyPage(text)
{
    private readonly IStringLocalizer _text = text;

    [BindProperty]
    public ReasonInput Input { get; set; } = new();

    public PaymentView Payment { get; private set; } = null!;

    public IReadOnlyList<PaymentShare> Shares { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await read.FindAsync(id, cancellationToken) is not { } payment) return NotFound();
        Payment = payment;
        Shares = await read.SharesAsync(id, cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!current.Can(BillingPermissions.VoidPayment)) return Forbid();
        if (await OnGetAsync(id, cancellationToken) is NotFoundResult gone) return gone;
        if (await take.RunAsync(id, Input.Reason, cancellationToken) is { } problem) return Refuse([problem]);
        TempData["toast"] = _text["payment.voided"].Value;
        return Redirect($"/billing/payments/{id}");
    }
}
