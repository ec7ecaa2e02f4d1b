using Microsoft.AspNetCore.Mvc.RazorPages;
using Wisp.Modules.Portal.Features.Requests;
using Wisp.Sdk;

namespace Wisp.Modules.Portal.Areas.Portal.Pages.Admin.Requests;

/// <summary>The card of the first page.</summary>
[RequirePermission(SelfPermissions.Requests)]
internal sealed class WaitingModel(ReadRequests requests) : PageModel
{
    public long Count { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken) => Count = await requests.WaitingAsync(cancellationToken);
}
