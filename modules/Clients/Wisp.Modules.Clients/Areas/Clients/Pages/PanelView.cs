using Wisp.Modules.Clients.Features.ClientHistory;
using Wisp.Modules.Clients.Features.ViewClient;

namespace Wisp.Modules.Clients.Areas.Clients.Pages;

/// <summary>The panel beside the list, open on its data or, when there is one, on a page of the history.</summary>
internal sealed record PanelView(ClientDetails Client, HistoryPage? History);

/// <summary>A page of a client's history, and where older pages are got from.</summary>
internal sealed record HistoryView(HistoryPage Page, string OlderUrl, string? OlderTarget);
