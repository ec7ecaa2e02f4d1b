using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Wisp.Modules.Clients.Domain;
using Wisp.Modules.Clients.Features.ListClients;

namespace Wisp.Modules.Clients.Areas.Clients.Pages;

/// <summary>All that the list's URL says. What is as usual stays out of it.</summary>
internal sealed record ListState
{
    public string? Q { get; init; }

    /// <summary><c>active</c>, <c>deactivated</c> or <c>all</c>; anything else reads as active.</summary>
    public string? Status { get; init; }

    public int? Size { get; init; }
    public long? After { get; init; }
    public long? Before { get; init; }
    public int? Count { get; init; }

    /// <summary>The client that the panel shows.</summary>
    public Guid? Sel { get; init; }

    public bool HasSearch => !string.IsNullOrWhiteSpace(Q);

    public bool IsFiltered => HasSearch || Status is "deactivated" or "all";

    public int PageSize => Size is { } size && ClientListQuery.Sizes.Contains(size) ? size : ClientListQuery.Sizes[0];

    public ClientListQuery Query => new(
        Q,
        Status switch { "all" => null, "deactivated" => ClientStatus.Deactivated, _ => ClientStatus.Active },
        PageSize, After, Before,
        Count is >= 0 and <= ClientPage.CountLimit + 1 ? Count : null);

    public ListState FirstPage => this with { After = null, Before = null, Count = null, Sel = null };

    public string Url => QueryHelpers.AddQueryString("/clients", new Dictionary<string, string?>
    {
        ["q"] = HasSearch ? Q : null,
        ["status"] = Status is "deactivated" or "all" ? Status : null,
        ["size"] = PageSize == ClientListQuery.Sizes[0] ? null : Number(PageSize),
        ["after"] = Number(After),
        ["before"] = Number(Before),
        ["count"] = Number(Count),
        ["sel"] = Sel?.ToString(),
    }.Where(pair => pair.Value is not null));

    private static string? Number(long? value) => value?.ToString(CultureInfo.InvariantCulture);
}
