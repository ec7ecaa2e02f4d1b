using Wisp.Modules.Clients.Features.Search;

namespace Wisp.Modules.Clients.Features.ListClients;

/// <summary>What the list shows; every part of it stands in the URL.</summary>
internal sealed record ClientListQuery
{
    public static IReadOnlyList<int> Sizes { get; } = [20, 50, 100];

    /// <summary>Which clients.</summary>
    public ClientSearch Meant { get; init; } = ClientSearch.All;

    public ListOrder Order { get; init; } = ListOrder.Usual;

    /// <summary>Rows a page.</summary>
    public int Size { get; init; } = Sizes[0];

    /// <summary>Public id of the row before the page, when going forward.</summary>
    public long? After { get; init; }

    /// <summary>Public id of the row after the page, when going back.</summary>
    public long? Before { get; init; }

    /// <summary>The count that the page before showed, so that it is not counted again.</summary>
    public int? KnownCount { get; init; }

    /// <summary>Whether a module's select orders the list.</summary>
    public bool HasForeignOrder => Order is { IsOwn: false, Key: not ListOrder.Zone };

    /// <summary>Whether a module's select is part of the statement.</summary>
    public bool HasForeignSql => HasForeignOrder || Meant.Terms.Any(term => term.Field.IsContributed);
}
