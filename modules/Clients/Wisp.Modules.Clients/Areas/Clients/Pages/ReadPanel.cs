using Microsoft.Extensions.Localization;
using Wisp.Contracts.Clients;
using Wisp.Modules.Clients.Features.ClientHistory;
using Wisp.Modules.Clients.Features.ViewClient;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Areas.Clients.Pages;

/// <summary>Fills the panel: its tabs, ours and those of modules, and the body of the open one (PANEL-01).</summary>
[Feature]
internal sealed class ReadPanel(
    ViewClient view, ClientHistory history, ICurrentOperator current, IContributions contributions, IEnumerable<IClientPanelTab> contributed,
    IStringLocalizer<ClientsText> text, IStringLocalizerFactory texts)
{
    private const int DataOrder = 100;
    private const int MapOrder = 500;
    private const int AuditsOrder = 900;

    /// <param name="id">The client.</param>
    /// <param name="tab">The tab wanted; the first one where it is not to be had.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <param name="filter">What to show of the audits.</param>
    public async Task<PanelView?> FindAsync(Guid id, string? tab, CancellationToken cancellationToken, HistoryFilter? filter = null)
    {
        if (await view.FindAsync(id, cancellationToken) is not { } client) return null;
        var tabs = await TabsAsync(id, cancellationToken);
        var panel = new PanelView(client, tabs, tabs.FirstOrDefault(one => one.Key == tab) ?? tabs[0]);
        if (panel.Current.Key != PanelView.Audits) return panel;

        filter ??= HistoryFilter.None;
        return panel with { History = new HistoryView(await history.RunAsync(id, filter, withOptions: true, cancellationToken), filter, $"{panel.Url(panel.Current)}", "#panel") };
    }

    private async Task<IReadOnlyList<PanelTab>> TabsAsync(Guid id, CancellationToken cancellationToken)
    {
        var page = $"/clients/{id}";
        var tabs = new List<(int Order, PanelTab Tab)>
        {
            (DataOrder, new PanelTab(PanelView.Data, text["panel.data"], page)),
            (MapOrder, new PanelTab(PanelView.Map, text["panel.map"], page)),
        };
        if (current.Can(ClientPermissions.Audit)) tabs.Add((AuditsOrder, new PanelTab(PanelView.Audits, text["panel.history"], $"{page}/history")));
        foreach (var tab in contributions.Allowed(contributed))
        {
            var body = await contributions.TryAsync(tab, () => Task.FromResult(tab.Url(id)), cancellationToken);
            if (body.Value is { } url) tabs.Add((tab.Order, new PanelTab(tab.Key, texts.Text(tab.Label), page, url)));
        }

        return [.. tabs.OrderBy(tab => tab.Order).Select(tab => tab.Tab)];
    }
}
