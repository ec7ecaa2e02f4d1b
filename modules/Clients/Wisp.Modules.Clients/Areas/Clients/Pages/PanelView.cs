using Wisp.Modules.Clients.Features.ClientHistory;
using Wisp.Modules.Clients.Features.ViewClient;

namespace Wisp.Modules.Clients.Areas.Clients.Pages;

/// <summary>The panel beside the list, open on one of its tabs.</summary>
internal sealed record PanelView(ClientDetails Client, IReadOnlyList<PanelTab> Tabs, PanelTab Current)
{
    public const string Data = "data";
    public const string Map = "map";
    public const string Audits = "history";

    /// <summary>The tab of audits, when it is open.</summary>
    public HistoryView? History { get; init; }

    public string Url(PanelTab tab) => $"/clients/{Client.Id}/panel?tab={tab.Key}";
}

/// <summary>A tab of the panel.</summary>
/// <param name="Key">Its name in the URL.</param>
/// <param name="Text">Its label.</param>
/// <param name="Page">Whole page that shows the same, for who has no script.</param>
/// <param name="Body">Where a module's body comes from; <c>null</c> for our own.</param>
internal sealed record PanelTab(string Key, string Text, string Page, string? Body = null);

/// <summary>A page of a client's history, and where older pages are got from.</summary>
internal sealed record HistoryView(HistoryPage Page, HistoryFilter Filter, string Url, string? Target);
