using Wisp.Modules.Clients.Features.ListClients;

namespace Wisp.Modules.Clients.Areas.Clients.Pages;

/// <summary>The list as it is drawn.</summary>
internal sealed record ListView(ListState State, ClientPage Page)
{
    public bool CountIsCut => Page.Count > ClientPage.CountLimit;

    public string? Previous => Page.HasPrevious
        ? (State with { Before = Page.Rows[0].PublicId, After = null, Count = Page.Count, Sel = null }).Url
        : null;

    public string? Next => Page.HasNext
        ? (State with { After = Page.Rows[^1].PublicId, Before = null, Count = Page.Count, Sel = null }).Url
        : null;

    public string Selecting(Guid id) => (State with { Sel = id }).Url;
}
