using Wisp.Modules.Clients.Features.ListClients;

namespace Wisp.Modules.Clients.Features.Export;

/// <summary>The statements over a filter's clients. One statement is one snapshot (EXP-10).</summary>
internal static class ExportSelect
{
    private const string Places =
        """
        left join zones.neighborhoods_v1 n on n.id = c.neighborhood_id
        left join zones.zones_v1 z on z.id = c.zone_id
        left join zones.cities_v1 y on y.id = c.city_id
        left join zones.states_v1 s on s.id = c.state_id
        """;

    /// <param name="filter">The clients.</param>
    /// <param name="columns">The columns that the projection speaks of.</param>
    /// <param name="projection">What is read of each client, after its number.</param>
    public static string Rows(ClientFilter filter, IEnumerable<ExportColumn> columns, string projection)
    {
        var joins = columns.Where(column => column.Joined is not null)
            .Select(column => $"left join ({filter.Sub(column.Joined!)}) as {column.Alias} (client_id, value) on {column.Alias}.client_id = c.id")
            .ToList();
        return
            $"""
            select c.public_id, {projection}
            from clients.client c
            {Places}
            {string.Join('\n', joins)}
            {Where(filter)}
            order by c.public_id
            """;
    }

    public static string Count(ClientFilter filter) => $"select count(*) from clients.client c {Where(filter)}";

    // Each way has its own index; a client that two of them find is one client.
    private static string Where(ClientFilter filter) => filter.Ways is [var only]
        ? only
        : $"where c.id in ({string.Join("\nunion\n", filter.Ways.Select(way => $"select c.id from clients.client c {way}"))})";
}
