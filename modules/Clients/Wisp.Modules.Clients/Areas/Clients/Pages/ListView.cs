using Wisp.Contracts.Clients;
using Wisp.Modules.Clients.Features.ListClients;

namespace Wisp.Modules.Clients.Areas.Clients.Pages;

/// <summary>The list as it is drawn.</summary>
internal sealed record ListView(ListState State, ClientPage Page)
{
    public IReadOnlyList<Chip> Chips { get; init; } = [];

    /// <summary>Columns that modules add.</summary>
    public IReadOnlyList<AddedColumn> Columns { get; init; } = [];

    /// <summary>Actions that modules add.</summary>
    public IReadOnlyList<AddedAction> Actions { get; init; } = [];

    public string? Previous => Page.HasPrevious
        ? (State with { Before = Page.Rows[0].PublicId, After = null, Count = Page.Count, Sel = null }).Url
        : null;

    public string? Next => Page.HasNext
        ? (State with { After = Page.Rows[^1].PublicId, Before = null, Count = Page.Count, Sel = null }).Url
        : null;

    public string Selecting(Guid id) => (State with { Sel = id }).Url;

    /// <summary>How a column's heading says that it orders: <c>ascending</c>, <c>descending</c> or nothing.</summary>
    public string? SortedBy(string column)
    {
        if (Page.IsOrderLeft || Page.IsOrderBroken) return column == ListOrder.Name ? "ascending" : null;
        var sort = State.Sort ?? ListOrder.Name;
        return sort == column ? "ascending" : sort == $"-{column}" ? "descending" : null;
    }

    /// <summary>The list ordered by a column; by the same one again, the other way around.</summary>
    public string Sorting(string column) =>
        (State.FirstPage with { Sort = SortedBy(column) == "ascending" ? $"-{column}" : column, Sel = State.Sel }).Url;
}

/// <summary>A filter that is applied, and the list without it.</summary>
/// <param name="Label">The field.</param>
/// <param name="Text">What it asks for, or why it cannot be applied.</param>
/// <param name="Url">The list without it.</param>
/// <param name="IsWrong">Whether it cannot be applied.</param>
internal sealed record Chip(string Label, string Text, string Url, bool IsWrong = false);

/// <summary>A column of a module with the cells of the page; no cells when the module failed.</summary>
internal sealed record AddedColumn(string Key, string Text, bool Sorts, int Priority, IReadOnlyDictionary<Guid, ClientCell>? Cells)
{
    /// <summary>Class by which it goes when the list is narrow.</summary>
    public string Class => Priority is >= 2 and <= 4 ? $"added prio-{Priority}" : "added";
}

/// <summary>An action of a module with its links on the page.</summary>
internal sealed record AddedAction(string Text, string Icon, IReadOnlyDictionary<Guid, string> Links, string? Obstacle);
