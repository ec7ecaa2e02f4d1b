using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Wisp.Modules.Network.Domain;
using Wisp.Modules.Network.Features.Catalog;
using Wisp.Modules.Network.Features.ListContracts;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Areas.Network.Pages;

[RequirePermission(NetworkPermissions.View)]
internal sealed class ContractsModel(ListContracts list, CatalogChoices choices, ICurrentOperator current, IStringLocalizer<NetworkText> text) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? State { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Plan { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Node { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Server { get; set; }

    [BindProperty(SupportsGet = true)]
    public bool Ended { get; set; }

    [BindProperty(SupportsGet = true)]
    public long? After { get; set; }

    public ContractFilter Filter { get; private set; } = new();

    public ContractRows Found { get; private set; } = new([], null);

    /// <summary>Each select of the filters: its name in the URL, its label's key, what is chosen and what there is.</summary>
    public IReadOnlyList<(string Name, string Label, string? Value, IReadOnlyList<(string Code, string Text)> Options)> Choices { get; private set; } = [];

    public bool MayImport => current.Can(NetworkPermissions.Edit);

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Filter = new ContractFilter
        {
            Text = Typed.Line(Q),
            State = ShownState.All.Contains(State ?? "") ? State : null,
            Plan = Id(Plan),
            Node = Id(Node),
            Server = Id(Server),
            Ended = Ended,
        };
        Choices =
        [
            ("state", "field.State", Filter.State, [.. ShownState.All.Select(code => (code, text[ShownState.Key(code)].Value))]),
            ("plan", "field.PlanId", $"{Filter.Plan}", await OptionsAsync(CatalogShape.Plans, cancellationToken)),
            ("server", "field.ServerId", $"{Filter.Server}", await OptionsAsync(CatalogShape.Servers, cancellationToken)),
            ("node", "field.NodeId", $"{Filter.Node}", await OptionsAsync(CatalogShape.Nodes, cancellationToken)),
        ];
        Found = await list.RunAsync(Filter, After, cancellationToken);
    }

    /// <summary>The same list from another row on.</summary>
    public string UrlAfter(long? after) => Url.Page("Contracts", new { Q = Filter.Text, Filter.State, Filter.Plan, Filter.Node, Filter.Server, Ended = Ended ? "true" : null, After = after })!;

    private async Task<IReadOnlyList<(string Code, string Text)>> OptionsAsync(CatalogShape shape, CancellationToken cancellationToken) =>
        [.. (await choices.AllAsync(shape, cancellationToken)).Select(choice => (
            $"{choice.Id}", choice.Archived ? text[shape.Key("archived.name"), choice.Name].Value : choice.Name))];

    private static Guid? Id(string? typed) => Guid.TryParse(typed, out var id) ? id : null;
}
