using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Wisp.Modules.Network.Data;
using Wisp.Modules.Network.Domain;
using Wisp.Modules.Network.Features.SaveServer;

namespace Wisp.Modules.Network.Areas.Network.Pages;

internal sealed class ServerModel(NetworkDb db, SaveServer save, IStringLocalizer<NetworkText> text) : CatalogPage(text)
{
    public override CatalogShape Shape => CatalogShape.Servers;

    [BindProperty]
    public ServerInput Input { get; set; } = new();

    [BindProperty(SupportsGet = true)]
    public Guid? Id { get; set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (Id is null) return Page();
        if (await db.FindAsync<Server>([Id], cancellationToken) is not { } server) return NotFound();
        Input = ServerInput.Of(server);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var problems = await save.RunAsync(Id, Input, cancellationToken);
        return problems.Count == 0 ? BackToList("saved", Input.Name) : Refuse(problems);
    }
}
