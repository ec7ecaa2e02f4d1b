using Wisp.Contracts.Clients;

namespace Wisp.Modules.Clients.Features.ListClients;

/// <summary>
/// The order of the list. The client's own columns have an index each and order any number of clients; what is joined orders the
/// matches when they are few.
/// </summary>
/// <param name="Key">The column, as it stands in the URL.</param>
/// <param name="Descending">Whether the greatest comes first.</param>
/// <param name="Joined">A select of <c>(client_id, sort_key)</c>, or <c>null</c> for an own column.</param>
internal sealed record ListOrder(string Key, bool Descending, ClientSql? Joined)
{
    public const string Name = "name";
    public const string Zone = "zone";

    private const string ByZone =
        """
        select o.id as client_id, z.name collate "es-x-icu" as sort_key
        from clients.client o join zones.zones_v1 z on z.id = o.zone_id
        """;

    /// <summary>Each must read as its index does, for any alias <c>c</c>.</summary>
    private static readonly Dictionary<string, string> Own = new()
    {
        [Name] = "left(c.name, 200) collate \"es-x-icu\"",
        ["id"] = "coalesce(c.custom_id, c.public_id::text) collate clients.by_number",
        ["document"] = "coalesce(c.document_key, chr(65535)) collate \"C\"",
        ["email"] = "coalesce(c.email_key, chr(65535)) collate \"C\"",
        ["mobile"] = "coalesce(c.phone_mobile_key, chr(65535)) collate \"C\"",
    };

    /// <summary>Blanks come last in both directions, so what may be blank has an index for going down.</summary>
    private static readonly Dictionary<string, string> Down = new()
    {
        ["document"] = "coalesce(c.document_key, '') collate \"C\"",
        ["email"] = "coalesce(c.email_key, '') collate \"C\"",
        ["mobile"] = "coalesce(c.phone_mobile_key, '') collate \"C\"",
    };

    public static ListOrder Usual { get; } = new(Name, false, null);

    public bool IsOwn => Joined is null;

    /// <summary>The sort value of a client <c>c</c>.</summary>
    public string Expression => Descending && Down.TryGetValue(Key, out var down) ? down : Own.GetValueOrDefault(Key, Own[Name]);

    /// <summary>As it stands in the URL: <c>email</c>, <c>-email</c>.</summary>
    public string Text => Descending ? $"-{Key}" : Key;

    /// <summary>An order that the client's own data have, or <c>null</c>.</summary>
    public static ListOrder? Find(string key, bool descending) => key switch
    {
        Zone => new ListOrder(Zone, descending, new ClientSql(ByZone)),
        _ when Own.ContainsKey(key) => new ListOrder(key, descending, null),
        _ => null,
    };
}
