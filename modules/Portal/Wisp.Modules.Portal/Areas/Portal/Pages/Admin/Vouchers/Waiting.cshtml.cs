using Microsoft.AspNetCore.Mvc.RazorPages;
using Wisp.Modules.Portal.Features.Vouchers;
using Wisp.Sdk;

namespace Wisp.Modules.Portal.Areas.Portal.Pages.Admin.Vouchers;

/// <summary>The card of the first page.</summary>
[RequirePermission(SelfPermissions.Vouchers)]
internal sealed class WaitingModel(ReadVouchers vouchers) : PageModel
{
    public long Count { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken) => Count = await vouchers.WaitingAsync(cancellationToken);
}
