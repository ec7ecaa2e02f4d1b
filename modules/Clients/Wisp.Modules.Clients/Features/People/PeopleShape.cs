namespace Wisp.Modules.Clients.Features.People;

/// <summary>What sets sellers and collectors apart; everything else about them is the same.</summary>
/// <param name="Slug">Their part of addresses and keys of texts.</param>
/// <param name="Table">Their table, without its schema.</param>
/// <param name="Column">The column of a client that names one.</param>
internal sealed record PeopleShape(string Slug, string Table, string Column)
{
    public static readonly PeopleShape Sellers = new("sellers", "seller", "seller_id");

    public static readonly PeopleShape Collectors = new("collectors", "collector", "collector_id");

    public static readonly IReadOnlyList<PeopleShape> All = [Sellers, Collectors];

    public string Url => $"/clients/{Slug}";

    public static PeopleShape OfSlug(string? slug) => All.First(shape => string.Equals(shape.Slug, slug, StringComparison.OrdinalIgnoreCase));

    public string UrlOf(string action, Guid? id = null) => $"{Url}/{action}/{id}".TrimEnd('/');

    /// <summary>Key of a text that each words for itself.</summary>
    public string Key(string name) => $"{Slug}.{name}";
}
