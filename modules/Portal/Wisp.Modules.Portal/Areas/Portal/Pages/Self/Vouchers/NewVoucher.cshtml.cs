using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Wisp.Contracts.Billing;
using Wisp.Modules.Portal.Features.Settings;
using Wisp.Modules.Portal.Features.Vouchers;
using Wisp.Sdk;

namespace Wisp.Modules.Portal.Areas.Portal.Pages.Self.Vouchers;

/// <summary>Tells of a payment, with a picture of its voucher or its number.</summary>
[UploadLimit("portal.voucher.megabytes", VoucherFile.MostMegabytes, "/portal/vouchers/new?large=true")]
internal sealed class NewVoucherModel(TellVoucher tell, ISubscriberPayments payments, ISubscriberBilling billing, ReadPortal portal, IIsp isp, IStringLocalizer<SelfText> text) : SelfPage(text)
{
    [BindProperty]
    public VoucherInput Input { get; set; } = new();

    public IReadOnlyList<SubscriberPaymentMethod> Methods { get; private set; } = [];

    public int Megabytes => UploadLimitAttribute.MegabytesOf(HttpContext);

    public string Today { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(bool large, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(cancellationToken)) return NotFound();
        var owed = (await billing.AccountAsync(ClientId, cancellationToken))?.Owed ?? 0;
        Input = new VoucherInput { Key = Guid.CreateVersion7(), Day = Today, Amount = owed > 0 ? owed.ToString("0.00", CultureInfo.CurrentCulture) : null };
        return large ? Refuse(new Problem("Picture", "voucher.large", Megabytes)) : Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!await LoadAsync(cancellationToken)) return NotFound();
        var problems = await tell.RunAsync(ClientId, Input, Megabytes, cancellationToken);
        // Whoever went back to tell of another payment may do so.
        if (problems is [{ Key: TellVoucher.OtherTold }]) Input.Key = Guid.CreateVersion7();
        return problems.Count > 0 ? Refuse(problems) : Done("/portal/vouchers", "voucher.told");
    }

    private async Task<bool> LoadAsync(CancellationToken cancellationToken)
    {
        if (!(await portal.ReadAsync(cancellationToken)).Vouchers) return false;
        Methods = await payments.MethodsAsync(cancellationToken);
        Today = (await isp.TodayAsync(cancellationToken)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return true;
    }
}
