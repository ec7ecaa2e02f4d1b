using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Wisp.Modules.Network.Domain;
using Wisp.Modules.Network.Features.Sessions;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Areas.Network.Pages;

/// <summary>Who is online now, and how many per node and server.</summary>
[RequirePermission(NetworkPermissions.View)]
internal sealed class OnlineModel(ReadSessions sessions, TimeProvider clock) : PageModel
{
    /// <summary>Nodes and servers beside the list; the selects have all.</summary>
    public const int ShownCounts = 8;

    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Node { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Server { get; set; }

    [BindProperty(SupportsGet = true)]
    public Guid? After { get; set; }

    public DateTimeOffset Now { get; } = clock.GetUtcNow();

    public OnlineFilter Filter { get; private set; } = new();

    public OnlineRows Found { get; private set; } = new([], null);

    public long Total { get; private set; }

    /// <summary>Node and server: the name in the URL, the label's key, what is chosen and how many are where.</summary>
    public IReadOnlyList<(string Name, string Label, Guid? Value, IReadOnlyList<OnlineCount> Counts)> Counts { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Filter = new OnlineFilter { Text = Typed.Line(Q), Node = Id(Node), Server = Id(Server) };
        Counts =
        [
            ("node", "field.NodeId", Filter.Node, await sessions.CountAsync(CatalogShape.Nodes, cancellationToken)),
            ("server", "field.ServerId", Filter.Server, await sessions.CountAsync(CatalogShape.Servers, cancellationToken)),
        ];
        Total = Counts[0].Counts.Sum(count => count.Sessions);
        Found = await sessions.OnlineAsync(Filter, After, cancellationToken);
    }

    /// <summary>The same list from another row on.</summary>
    public string UrlAfter(Guid? after) => Url.Page("Online", new { Q = Filter.Text, Filter.Node, Filter.Server, After = after })!;

    private static Guid? Id(string? typed) => Guid.TryParse(typed, out var id) ? id : null;
}
