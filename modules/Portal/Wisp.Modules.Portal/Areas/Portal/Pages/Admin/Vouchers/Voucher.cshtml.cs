using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Wisp.Contracts.Billing;
using Wisp.Modules.Portal.Features.Vouchers;
using Wisp.Sdk;

namespace Wisp.Modules.Portal.Areas.Portal.Pages.Admin.Vouchers;

/// <summary>One voucher with its picture and the client's debt, to be confirmed or refused.</summary>
[RequirePermission(SelfPermissions.Vouchers)]
internal sealed class VoucherModel(
    ReadVouchers vouchers, AnswerVoucher answer, ISubscriberPayments payments, ISubscriberBilling billing, IFileStore files, IIsp isp, IStringLocalizer<SelfText> text) : AnswerPage(text)
{
    private TimeZoneInfo _zone = TimeZoneInfo.Utc;

    [BindProperty]
    public ConfirmInput Input { get; set; } = new();

    public Voucher Shown { get; private set; } = null!;

    public decimal Owed { get; private set; }

    public string? FileKind { get; private set; }

    public IReadOnlyList<SubscriberPaymentMethod> Methods { get; private set; } = [];

    public DateTime Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, _zone).DateTime;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(id, cancellationToken)) return NotFound();
        Input = new ConfirmInput
        {
            Amount = Shown.Amount.ToString("0.00", CultureInfo.CurrentCulture), Day = Shown.PaidOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Method = Shown.MethodId,
            Reference = Shown.Reference,
        };
        return Page();
    }

    public async Task<IActionResult> OnGetFileAsync(Guid id, CancellationToken cancellationToken) =>
        await vouchers.FindAsync(id, cancellationToken) is { FileId: { } file } && await files.FindAsync(file, cancellationToken) is { } found
            ? File(files.OpenRead(file), found.ContentType, found.Name) : NotFound();

    public async Task<IActionResult> OnPostConfirmAsync(Guid id, CancellationToken cancellationToken) => await LoadAsync(id, cancellationToken)
        ? Show(await answer.ConfirmAsync(Shown, Input, cancellationToken), "/subscribers/vouchers", "answer.confirmed") : NotFound();

    public async Task<IActionResult> OnPostRefuseAsync(Guid id, CancellationToken cancellationToken) => await LoadAsync(id, cancellationToken)
        ? Show(await answer.RefuseAsync(Shown, Input.Reason, cancellationToken), "/subscribers/vouchers", "answer.refused") : NotFound();

    private async Task<bool> LoadAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await vouchers.FindAsync(id, cancellationToken) is not { } voucher) return false;
        Shown = voucher;
        Owed = (await billing.AccountAsync(voucher.ClientId, cancellationToken))?.Owed ?? 0;
        Methods = await payments.MethodsAsync(cancellationToken);
        FileKind = voucher.FileId is { } file ? (await files.FindAsync(file, cancellationToken))?.ContentType : null;
        _zone = TimeZoneInfo.FindSystemTimeZoneById((await isp.SettingsAsync(cancellationToken)).TimeZone);
        return true;
    }
}
