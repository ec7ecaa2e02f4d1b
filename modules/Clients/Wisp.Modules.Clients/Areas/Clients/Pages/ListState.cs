using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Wisp.Contracts.Clients;
using Wisp.Modules.Clients.Features.ListClients;
using Wisp.Modules.Clients.Features.Search;

namespace Wisp.Modules.Clients.Areas.Clients.Pages;

/// <summary>All that the list's URL says. What is as usual stays out of it.</summary>
internal sealed record ListState
{
    public string? Q { get; init; }

    /// <summary><c>active</c>, <c>deactivated</c> or <c>all</c>; anything else reads as active.</summary>
    public string? Status { get; init; }

    /// <summary>Column that orders, with <c>-</c> in front for descending; <c>null</c> for names.</summary>
    public string? Sort { get; init; }

    public int? Size { get; init; }
    public long? After { get; init; }
    public long? Before { get; init; }
    public int? Count { get; init; }

    /// <summary>The client that the panel shows.</summary>
    public Guid? Sel { get; init; }

    /// <summary>The tab of the advanced search that is open, or <c>null</c> while it is closed.</summary>
    public string? Adv { get; init; }

    public SearchTerms Terms { get; init; } = SearchTerms.None;

    public bool HasSearch => !string.IsNullOrWhiteSpace(Q);

    public bool HasStatus => Status is "deactivated" or "all";

    public bool IsFiltered => HasSearch || HasStatus || Terms.Any;

    public int PageSize => Size is { } size && ClientListQuery.Sizes.Contains(size) ? size : ClientListQuery.Sizes[0];

    public ListState FirstPage => this with { After = null, Before = null, Count = null, Sel = null };

    public string Url => "/clients" + QueryString;

    /// <summary>What of the URL says which clients are meant, and in which order.</summary>
    public string SearchQuery => (FirstPage with { Adv = null, Size = null }).QueryString;

    public string QueryString => QueryHelpers.AddQueryString("", Pairs.Where(pair => pair.Value is not null)!);

    private IEnumerable<KeyValuePair<string, string?>> Pairs =>
    [
        new("q", HasSearch ? Q!.Trim() : null),
        new("status", HasStatus ? Status : null),
        .. Terms.Pairs.Select(pair => new KeyValuePair<string, string?>(pair.Key, pair.Value)),
        new("sort", Sort is null or ListOrder.Name ? null : Sort),
        new("size", PageSize == ClientListQuery.Sizes[0] ? null : Number(PageSize)),
        new("after", Number(After)),
        new("before", Number(Before)),
        new("count", Number(Count)),
        new("adv", Adv),
        new("sel", Sel?.ToString()),
    ];

    public static ListState Read(IQueryCollection query, SearchTerms terms)
    {
        string? One(string name) => query[name].FirstOrDefault(value => !string.IsNullOrWhiteSpace(value));
        return new ListState
        {
            Q = One("q"),
            Status = One("status"),
            Sort = One("sort"),
            Size = Whole(One("size")) is { } size and <= int.MaxValue ? (int)size : null,
            After = Whole(One("after")),
            Before = Whole(One("before")),
            Count = Whole(One("count")) is { } count and <= int.MaxValue ? (int)count : null,
            Sel = Guid.TryParse(One("sel"), out var id) ? id : null,
            Adv = One("adv") is { } tab && (Enum.TryParse<ClientSearchTab>(tab, true, out _) || tab == AdvancedSearch.Bulk) ? tab : null,
            Terms = terms,
        };
    }

    public ClientListQuery QueryBy(ListOrder? order) => new()
    {
        Meant = new ClientSearch(Q, ClientSearch.StatusOf(Status), Terms.Good),
        Order = order ?? ListOrder.Usual,
        Size = PageSize,
        After = After,
        Before = Before,
        KnownCount = Count is >= 0 and <= ClientPage.CountLimit + 1 ? Count : null,
    };

    /// <summary>The same list without some terms.</summary>
    public ListState Without(Func<KeyValuePair<string, string>, bool> unwanted) =>
        FirstPage with { Terms = Terms with { Pairs = [.. Terms.Pairs.Where(pair => !unwanted(pair))] } };

    private static long? Whole(string? typed) =>
        long.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < int.MaxValue * 1000L ? number : null;

    private static string? Number(long? value) => value?.ToString(CultureInfo.InvariantCulture);
}
