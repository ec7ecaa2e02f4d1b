using Wisp.Modules.Clients.Data;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.ListClients;

[Feature]
internal sealed class ListClients(IDatabase<ClientsDb> database, ClientScopes scopes)
{
    private const string Columns =
        """
        c.id, c.public_id, coalesce(c.custom_id, c.public_id::text) collate "C" as shown_id, c.name,
        c.national_identification_number, c.email, c.phone_mobile, c.zone_id, c.city_id, c.status
        """;

    public async Task<ClientPage> RunAsync(ClientListQuery query, CancellationToken cancellationToken)
    {
        var search = SearchWords.Parse(query.Search);
        var page = await PageAsync(query, search, cancellationToken);
        var keyed = query.After is not null || query.Before is not null;
        // The rows after the key are gone (renamed, deactivated): begin again rather than show nothing.
        if (keyed && page.Rows.Count == 0) return await RunAsync(query with { After = null, Before = null }, cancellationToken);

        var everything = !keyed && !page.HasNext;
        var count = everything ? page.Rows.Count : query.KnownCount ?? await CountAsync(query, search, cancellationToken);
        var exact = keyed ? null : await ExactAsync(search, cancellationToken);
        return page with { Count = count, Exact = exact };
    }

    private async Task<ClientPage> PageAsync(ClientListQuery query, SearchWords search, CancellationToken cancellationToken)
    {
        var back = query.Before is not null;
        var filter = Filter(query, search);
        if ((query.Before ?? query.After) is { } key)
        {
            var at = filter.Parameter(key);
            filter.With(
                $"""
                ({ClientFilter.SortName}, c.public_id) {(back ? "<" : ">")}
                    ((select left(k.name, 200) from clients.client k where k.public_id = {at}), {at})
                """);
        }

        var order = back ? "sort_name desc, public_id desc" : "sort_name, public_id";
        var limit = filter.Parameter(query.Size + 1);
        var ways = filter.Ways.Select(where =>
            $"""
            (
                select {Columns}, {ClientFilter.SortName} as sort_name
                from clients.client c
                {where}
                order by {order}
                limit {limit}
            )
            """).ToList();
        var matches = ways.Count == 1 ? ways[0] : $"({string.Join("\nunion\n", ways)}\norder by {order}\nlimit {limit})";
        var rows = await database.Source.Sql(
            $"""
            select p.id, p.public_id, p.shown_id, p.name, p.national_identification_number, p.email, p.phone_mobile,
                   z.name, y.name, p.status
            from {matches} p
            left join zones.zones_v1 z on z.id = p.zone_id
            left join zones.cities_v1 y on y.id = p.city_id
            order by {order}
            """, filter.Parameters).ListAsync(ClientRow.Read, cancellationToken);

        var more = rows.Count > query.Size;
        if (more) rows.RemoveAt(query.Size);
        if (back) rows.Reverse();
        return new ClientPage(rows, null, 0, back ? more : query.After is not null, back || more);
    }

    private async Task<int> CountAsync(ClientListQuery query, SearchWords search, CancellationToken cancellationToken)
    {
        var filter = Filter(query, search);
        var limit = filter.Parameter(ClientPage.CountLimit + 1);
        var ways = filter.Ways.Select(where => $"(select c.id from clients.client c {where} limit {limit})");
        return await database.Source.Sql(
            $"select count(*)::int from (select id from ({string.Join(" union ", ways)}) m limit {limit}) n", filter.Parameters)
            .ValueAsync<int>(cancellationToken);
    }

    /// <summary>Three probes of unique indexes. What a person copied from a card is found even among namesakes' numbers.</summary>
    private async Task<ClientRow?> ExactAsync(SearchWords search, CancellationToken cancellationToken)
    {
        if (search.Words is not [var word]) return null;
        var filter = new ClientFilter().Within(scopes.CollectorOf);
        var typed = filter.Parameter(word);
        filter.With(
            $"""
            ((coalesce(c.custom_id, c.public_id::text) collate "C") = {typed}
                or (c.document_key = upper(translate({typed}, '.-/', '') collate "und-x-icu") and c.status = 'active')
                or (c.email_key = lower({typed} collate "und-x-icu") and c.status = 'active'))
            """);
        var rows = await database.Source.Sql(
            $"""
            select {Columns.Replace("c.zone_id, c.city_id", "null::text, null::text", StringComparison.Ordinal)}
            from clients.client c
            {filter.Ways.Single()}
            order by c.public_id
            limit 2
            """, filter.Parameters).ListAsync(ClientRow.Read, cancellationToken);
        return rows is [var one] ? one : null;
    }

    private ClientFilter Filter(ClientListQuery query, SearchWords search) =>
        new ClientFilter().Within(scopes.CollectorOf).WithStatus(query.Status).Matching(search);
}
