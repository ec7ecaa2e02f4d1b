using Microsoft.Extensions.Localization;
using Wisp.Modules.Portal.Features.Vouchers;
using Wisp.Sdk;

namespace Wisp.Modules.Portal.Areas.Portal.Pages.Admin.Vouchers;

/// <summary>Payments that subscribers told of: those that wait, or those that were answered.</summary>
[RequirePermission(SelfPermissions.Vouchers)]
internal sealed class VouchersModel(ReadVouchers vouchers, IIsp isp, IStringLocalizer<SelfText> text) : AnswerPage(text)
{
    private TimeZoneInfo _zone = TimeZoneInfo.Utc;

    public bool Answered { get; private set; }

    public long Waiting { get; private set; }

    public IReadOnlyList<Voucher> Rows { get; private set; } = [];

    public bool More { get; private set; }

    public DateTime Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, _zone).DateTime;

    public async Task OnGetAsync(bool answered, Guid? after, CancellationToken cancellationToken)
    {
        Answered = answered;
        _zone = TimeZoneInfo.FindSystemTimeZoneById((await isp.SettingsAsync(cancellationToken)).TimeZone);
        Waiting = await vouchers.WaitingAsync(cancellationToken);
        var rows = await vouchers.ListAsync(answered, after, cancellationToken);
        (Rows, More) = ([.. rows.Take(ReadVouchers.PageSize)], rows.Count > ReadVouchers.PageSize);
    }
}
