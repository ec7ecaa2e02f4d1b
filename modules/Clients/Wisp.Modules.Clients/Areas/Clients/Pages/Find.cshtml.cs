using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Wisp.Modules.Clients.Features.ListClients;
using Wisp.Modules.Clients.Features.Search;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Areas.Clients.Pages;

/// <summary>What the search bar of a client's page offers while one types (VIEW-03).</summary>
[RequirePermission(ClientPermissions.View)]
internal sealed class FindModel(ListClients list) : PageModel
{
    private const int Offered = 8;

    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    public IReadOnlyList<ClientRow> Found { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(Q)) return;
        var page = await list.RunAsync(new ClientListQuery { Meant = new ClientSearch(Q, null, []), Size = Offered }, cancellationToken);
        Found = page.Exact is { } exact ? [exact, .. page.Rows.Where(r => r.Id != exact.Id)] : page.Rows;
    }
}
