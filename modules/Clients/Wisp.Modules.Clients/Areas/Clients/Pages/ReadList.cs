using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Localization;
using Wisp.Contracts.Clients;
using Wisp.Modules.Clients.Features.ListClients;
using Wisp.Modules.Clients.Features.Search;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Areas.Clients.Pages;

/// <summary>Turns a URL into the list that it stands for.</summary>
[Feature]
internal sealed class ReadList(
    ReadTerms readTerms, ListClients list, ChipText chips, IContributions contributions, IStringLocalizerFactory texts,
    IEnumerable<IClientListColumn> columns, IEnumerable<IClientRowAction> actions)
{
    public async Task<ListState> StateAsync(IQueryCollection query, CancellationToken cancellationToken) =>
        ListState.Read(query, await readTerms.RunAsync(query, cancellationToken));

    public async Task<ListView> RunAsync(ListState state, CancellationToken cancellationToken)
    {
        var allowed = contributions.Allowed(columns);
        var order = await OrderAsync(state.Sort, allowed, cancellationToken);
        if (order is null) state = state with { Sort = null };
        var page = state.Terms.Wrong.Count > 0 ? ClientPage.Empty : await list.RunAsync(state.QueryBy(order), cancellationToken);
        if (page.IsBroken) state = state with { Terms = state.Terms.Refusing(page.Refused) };
        var ids = page.Rows.Select(row => row.Id).ToArray();
        return new ListView(state, page)
        {
            Chips = await chips.OfAsync(state, cancellationToken),
            Columns = await ColumnsAsync(allowed, ids, cancellationToken),
            Actions = await ActionsAsync(ids, cancellationToken),
        };
    }

    private async Task<ListOrder?> OrderAsync(string? sort, IReadOnlyList<IClientListColumn> allowed, CancellationToken cancellationToken)
    {
        if (sort is null) return null;
        var descending = sort[0] == '-';
        var key = descending ? sort[1..] : sort;
        if (ListOrder.Find(key, descending) is { } own) return own;
        if (allowed.FirstOrDefault(column => column.Key == key) is not { } column) return null;
        var joined = await contributions.TryAsync(column, () => Task.FromResult(column.Sort), cancellationToken);
        return joined.Value is { } select ? new ListOrder(key, descending, select) : null;
    }

    private async Task<IReadOnlyList<AddedColumn>> ColumnsAsync(IReadOnlyList<IClientListColumn> allowed, Guid[] ids, CancellationToken cancellationToken)
    {
        var drawn = new List<AddedColumn>();
        if (ids.Length == 0) return drawn;
        foreach (var column in allowed)
        {
            var cells = await contributions.TryAsync(column, () => column.ReadAsync(ids, cancellationToken), cancellationToken);
            var shape = await contributions.TryAsync(column, () => Task.FromResult((Sorts: column.Sort is not null, column.Priority)), cancellationToken);
            drawn.Add(new AddedColumn(column.Key, texts.Text(column.Label), shape.Value.Sorts, shape.Value.Priority, cells.Value));
        }

        return drawn;
    }

    private async Task<IReadOnlyList<AddedAction>> ActionsAsync(Guid[] ids, CancellationToken cancellationToken)
    {
        var drawn = new List<AddedAction>();
        if (ids.Length == 0) return drawn;
        foreach (var action in contributions.Allowed(actions))
        {
            var obstacle = await contributions.TryAsync(action, () => action.ObstacleAsync(cancellationToken), cancellationToken);
            var links = await contributions.TryAsync(action, () => action.LinksAsync(ids, cancellationToken), cancellationToken);
            if (obstacle.Succeeded && links.Value is { } some)
                drawn.Add(new AddedAction(texts.Text(action.Label), action.Icon, some, obstacle.Value is { } why ? texts.Text(why) : null));
        }

        return drawn;
    }
}
