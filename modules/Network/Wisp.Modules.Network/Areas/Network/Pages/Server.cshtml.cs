using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Wisp.Modules.Network.Data;
using Wisp.Modules.Network.Domain;
using Wisp.Modules.Network.Features.SaveServer;
using Wisp.Modules.Network.Features.Secrets;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Areas.Network.Pages;

internal sealed class ServerModel(
    NetworkDb db, SaveServer save, ShowSecret show, ICurrentOperator current, IStringLocalizer<NetworkText> text) : CatalogPage(text)
{
    public override CatalogShape Shape => CatalogShape.Servers;

    [BindProperty]
    public ServerInput Input { get; set; } = new();

    [BindProperty(SupportsGet = true)]
    public Guid? Id { get; set; }

    public bool HasSecret { get; private set; }

    public ShownSecret? Shown { get; private set; }

    public async Task<IActionResult> OnPostSecretAsync(CancellationToken cancellationToken)
    {
        if (!current.Can(NetworkPermissions.ShowSecrets)) return Forbid();
        if (Id is not { } id || await OnGetAsync(cancellationToken) is not PageResult page) return NotFound();
        Shown = await show.OfServerAsync(id, cancellationToken);
        Response.Headers.CacheControl = "no-store";
        return page;
    }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (Id is null) return Page();
        if (await db.FindAsync<Server>([Id], cancellationToken) is not { } server) return NotFound();
        Input = ServerInput.Of(server);
        HasSecret = server.Secret is not null;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var problems = await save.RunAsync(Id, Input, cancellationToken);
        return problems.Count == 0 ? BackToList("saved", Input.Name) : Refuse(problems);
    }
}
