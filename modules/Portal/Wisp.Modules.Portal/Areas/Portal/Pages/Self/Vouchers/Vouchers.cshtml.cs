using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Wisp.Contracts.Billing;
using Wisp.Modules.Portal.Features.Settings;
using Wisp.Modules.Portal.Features.Vouchers;
using Wisp.Sdk;

namespace Wisp.Modules.Portal.Areas.Portal.Pages.Self.Vouchers;

/// <summary>Payments that the subscriber told of, and what became of each.</summary>
internal sealed class VouchersModel(ReadVouchers vouchers, ISubscriberPayments payments, ReadPortal portal, IIsp isp, IStringLocalizer<SelfText> text) : SelfPage(text)
{
    public Guid? Before { get; private set; }

    public string Currency { get; private set; } = "";

    public IReadOnlyList<Voucher> Rows { get; private set; } = [];

    public IReadOnlyDictionary<Guid, string> Methods { get; private set; } = new Dictionary<Guid, string>();

    public bool More { get; private set; }

    public bool MayTell { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid? before, CancellationToken cancellationToken)
    {
        (Before, Currency) = (before, (await isp.SettingsAsync(cancellationToken)).Currency);
        MayTell = (await portal.ReadAsync(cancellationToken)).Vouchers && Session.OperatorName is null;
        var rows = await vouchers.OfClientAsync(ClientId, before, cancellationToken);
        (Rows, More) = ([.. rows.Take(ReadVouchers.PageSize)], rows.Count > ReadVouchers.PageSize);
        Methods = (await payments.MethodsAsync(cancellationToken)).ToDictionary(method => method.Id, method => method.Name);
        return Page();
    }
}
