using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Wisp.Modules.Billing.Features.Payments;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Areas.Billing.Pages.Account;

/// <summary>The daily sheet: who collected what, by which method (PAY-07).</summary>
[RequirePermission(BillingPermissions.ViewAccount)]
internal sealed class PaymentsModel(ReadPayment read, PaymentChoices choices, ICurrentOperator current, IIsp isp) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid? Collector { get; set; }

    [BindProperty(SupportsGet = true)]
    public bool Mine { get; set; }

    public DateOnly From { get; private set; }

    public DateOnly To { get; private set; }

    public IReadOnlyList<(string Value, string Text)> Collectors { get; private set; } = [];

    public PaymentSheet Sheet { get; private set; } = null!;

    public async Task OnGetAsync(string? from, string? to, CancellationToken cancellationToken)
    {
        var today = await isp.TodayAsync(cancellationToken);
        (From, To) = (Typed.Day(from) ?? today, Typed.Day(to) ?? today);
        Collectors = await choices.CollectorsAsync(cancellationToken);
        Sheet = await read.SheetAsync(new PaymentFilter(From, To, Mine ? current.Id : null, Collector), cancellationToken);
    }
}
