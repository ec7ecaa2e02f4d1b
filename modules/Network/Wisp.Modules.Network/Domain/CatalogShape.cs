namespace Wisp.Modules.Network.Domain;

/// <summary>What sets plans, nodes and servers apart where they are listed and archived.</summary>
/// <param name="Slug">Last part of the list's address.</param>
/// <param name="Single">One of them, as keys of filters and fields end.</param>
/// <param name="Table">Where they are kept.</param>
/// <param name="ContractColumn">The column by which contracts name one.</param>
/// <param name="Facts">Columns of the list after the name, by the last part of their text's key, as SQL over <c>i</c>.</param>
/// <param name="StaysOnContracts">Whether one that contracts have may be archived.</param>
internal sealed record CatalogShape(
    string Slug, string Single, string Table, string ContractColumn, IReadOnlyList<(string Name, string Sql)> Facts, bool StaysOnContracts = false)
{
    public static readonly CatalogShape Plans = new("plans", "plan", "network.plan", "plan_id",
        [("down", "i.down_kbps::numeric"), ("up", "i.up_kbps::numeric"), ("price", "i.price"), ("frequency", "i.frequency_months::numeric")], StaysOnContracts: true);

    public static readonly CatalogShape Nodes = new("nodes", "node", "network.node", "node_id",
        [("kind", "i.kind"), ("server", "(select s.name::text from network.server s where s.id = i.server_id)")]);

    public static readonly CatalogShape Servers = new("servers", "server", "network.server", "server_id",
        [("kind", "i.kind"), ("address", "i.address"), ("port", "i.coa_port::numeric")]);

    public static readonly IReadOnlyList<CatalogShape> All = [Plans, Nodes, Servers];

    public string Url => $"/network/{Slug}";

    public static CatalogShape OfSlug(string? slug) => All.FirstOrDefault(shape => shape.Slug == slug) ?? Plans;

    public string UrlOf(string action, Guid? id = null) => $"{Url}/{action}/{id}".TrimEnd('/');

    /// <summary>Key of a text that each kind words for itself.</summary>
    public string Key(string name) => $"{Slug}.{name}";
}
