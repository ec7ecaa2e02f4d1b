using Microsoft.AspNetCore.Mvc.RazorPages;
using Wisp.Modules.Network.Features.Sessions;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Areas.Network.Pages;

/// <summary>Which contracts consume most.</summary>
[RequirePermission(NetworkPermissions.View)]
internal sealed class TopModel(TopUsers top) : PageModel
{
    public int Days { get; private set; }

    public IReadOnlyList<TopUser> Users { get; private set; } = [];

    public async Task OnGetAsync(int days, CancellationToken cancellationToken)
    {
        Days = TopUsers.Days.Contains(days) ? days : TopUsers.Days[0];
        Users = await top.RunAsync(Days, cancellationToken);
    }
}
