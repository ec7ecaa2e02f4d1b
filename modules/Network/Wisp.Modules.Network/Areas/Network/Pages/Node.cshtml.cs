using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Wisp.Modules.Network.Data;
using Wisp.Modules.Network.Domain;
using Wisp.Modules.Network.Features.Catalog;
using Wisp.Modules.Network.Features.SaveNode;

namespace Wisp.Modules.Network.Areas.Network.Pages;

internal sealed class NodeModel(NetworkDb db, SaveNode save, CatalogChoices choices, IStringLocalizer<NetworkText> text) : CatalogPage(text)
{
    public override CatalogShape Shape => CatalogShape.Nodes;

    [BindProperty]
    public NodeInput Input { get; set; } = new();

    [BindProperty(SupportsGet = true)]
    public Guid? Id { get; set; }

    public IReadOnlyList<(string Value, string Text)> Servers { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (Id is not null)
        {
            if (await db.FindAsync<Node>([Id], cancellationToken) is not { } node) return NotFound();
            Input = NodeInput.Of(node);
        }

        await LoadAsync(cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var problems = await save.RunAsync(Id, Input, cancellationToken);
        if (problems.Count == 0) return BackToList("saved", Input.Name);
        await LoadAsync(cancellationToken);
        return Refuse(problems);
    }

    private async Task LoadAsync(CancellationToken cancellationToken) =>
        Servers = Options(await choices.OfferedAsync(CatalogShape.Servers, Input.ServerId, cancellationToken));
}
