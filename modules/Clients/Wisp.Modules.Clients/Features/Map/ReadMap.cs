using Npgsql;
using NpgsqlTypes;
using Wisp.Contracts.Clients;
using Wisp.Modules.Clients.Data;
using Wisp.Modules.Clients.Features.ListClients;
using Wisp.Modules.Clients.Features.Search;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.Map;

/// <summary>
/// What the map shows in a window. Without a filter it reads squares that are kept added up; with one the database counts those that
/// match. Nobody is ever sent more than a few hundred things.
/// </summary>
[Feature]
internal sealed class ReadMap(IDatabase<ClientsDb> database, ClientScopes scopes, IContributions contributions)
{
    private const int MostAlone = 500;
    private const int MostClusters = 2000;

    public async Task<MapContent> RunAsync(ClientSearch meant, MapWindow window, IClientMapColor? color, CancellationToken cancellationToken)
    {
        var isWhole = meant is { Words: null, Status: Domain.ClientStatus.Active, Terms.Count: 0 } && scopes.CollectorOf is null;
        var clusters = isWhole ? await SquaresAsync(window, cancellationToken) : [];
        if (isWhole && clusters.Sum(cluster => cluster.Clients) is > MostAlone and var many && window.Zoom <= MapWindow.FinestSquares)
            return new MapContent([], clusters, many);

        var alone = await AloneAsync(meant, window, cancellationToken);
        if (alone.Count <= MostAlone) return new MapContent(await TonedAsync(alone, color, cancellationToken), [], alone.Count);
        clusters = isWhole ? clusters : await MatchingAsync(meant, window, cancellationToken);
        return new MapContent([], clusters, clusters.Sum(cluster => cluster.Clients));
    }

    private Task<List<MapCluster>> SquaresAsync(MapWindow window, CancellationToken cancellationToken)
    {
        var (west, south, east, north) = window.Finest;
        return database.Source.Sql(
            $"""
            select sum(s.clients), sum(s.latitudes) / sum(s.clients), sum(s.longitudes) / sum(s.clients)
            from (
                select m.x, m.y, m.clients, m.longitudes, m.latitudes from clients.map_square m
                where m.zoom = $1 and m.x between $3 >> $2 and $5 >> $2 and m.y between $4 >> $2 and $6 >> $2
                union all
                select m.x >> $2, m.y >> $2, m.clients, m.longitudes, m.latitudes from clients.map_change m
                where m.x between $3 and $5 and m.y between $4 and $6) s
            group by s.x, s.y
            having sum(s.clients) > 0
            order by 1 desc
            limit {MostClusters}
            """, (short)window.Level, window.Shift, west, south, east, north)
            .ListAsync(Cluster, cancellationToken);
    }

    private Task<List<MapClient>> AloneAsync(ClientSearch meant, MapWindow window, CancellationToken cancellationToken)
    {
        var (met, parameters) = Met(meant, window, "c.id, coalesce(c.custom_id, c.public_id::text) as shown_id, c.name, c.location");
        return database.Source.Sql(
            $"select m.id, m.shown_id, m.name, ext.st_y(m.location), ext.st_x(m.location) from ({met}) m limit {MostAlone + 1}", parameters)
            .ListAsync(row => new MapClient(row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetDouble(3), row.GetDouble(4)), cancellationToken);
    }

    private Task<List<MapCluster>> MatchingAsync(ClientSearch meant, MapWindow window, CancellationToken cancellationToken)
    {
        var (met, parameters) = Met(meant, window, "c.id, ext.st_x(c.location) as x, ext.st_y(c.location) as y");
        // The fence has each point read once; without it four calls a client read it, in one process to which others have sent the rows.
        return database.Source.Sql(
            $"""
            select count(*), avg(m.y), avg(m.x)
            from ({met} offset 0) m
            group by floor((m.x + 180) * {MapWindow.SquaresADegree})::integer >> {window.Shift}, floor((m.y + 90) * {MapWindow.SquaresADegree})::integer >> {window.Shift}
            order by 1 desc
            limit {MostClusters}
            """, parameters)
            .ListAsync(Cluster, cancellationToken);
    }

    private (string Sql, object?[] Parameters) Met(ClientSearch meant, MapWindow window, string columns)
    {
        var filter = meant.Filter(scopes.CollectorOf);
        string Degrees(double value) => filter.Parameter(value.As(NpgsqlDbType.Double));
        filter.Having(
            $"c.location operator(ext.&&) ext.st_makeenvelope({Degrees(window.West)}, {Degrees(window.South)}, {Degrees(window.East)}, {Degrees(window.North)}, 4326)");
        return (string.Join("\nunion\n", filter.Ways.Select(way => $"select {columns} from clients.client c\n{way}")), filter.Parameters);
    }

    private async Task<IReadOnlyList<MapClient>> TonedAsync(List<MapClient> alone, IClientMapColor? color, CancellationToken cancellationToken)
    {
        if (color is null || alone.Count == 0) return alone;
        var tones = await contributions.TryAsync(color, () => TonesAsync(color.Tones, alone, cancellationToken), cancellationToken);
        return tones.Value is { } known ? alone.ConvertAll(client => client with { Tone = known.GetValueOrDefault(client.Id) }) : alone;
    }

    private async Task<Dictionary<Guid, string>> TonesAsync(ClientSql tones, List<MapClient> alone, CancellationToken cancellationToken)
    {
        var filter = new ClientFilter();
        var ids = filter.Parameter(alone.Select(client => client.Id).ToArray().As(NpgsqlDbType.Array | NpgsqlDbType.Uuid));
        return (await database.Source.Sql($"select t.client_id, t.tone from ({filter.Sub(tones)}) t where t.client_id = any ({ids})", filter.Parameters)
            .ListAsync(row => (Id: row.GetGuid(0), Tone: row.GetString(1)), cancellationToken)).ToDictionary(line => line.Id, line => line.Tone);
    }

    private static MapCluster Cluster(NpgsqlDataReader row) => new(row.GetInt64(0), row.GetDouble(1), row.GetDouble(2));
}
