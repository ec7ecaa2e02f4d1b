using Wisp.Modules.Clients.Data;
using Wisp.Modules.Clients.Domain.Documents;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.ListClients;

/// <summary>Rows of a page in the order of the list, one more than it shows, and how many match where that comes for nothing.</summary>
internal sealed record Rows(List<ClientRow> Found, int Count);

/// <summary>
/// The ways to get a page. Walking the index of the list's order is best when many match; finding all that match and sorting
/// them when few do. Matches may stand close together in that order, far from where a walk begins: hence the bounded walk.
/// </summary>
[Feature]
internal sealed class PageQueries(IDatabase<ClientsDb> database)
{
    /// <summary>As far as a walk goes where many are known to match.</summary>
    public const int LongWalk = 5000;

    private const string Columns =
        """
        c.id, c.public_id, coalesce(c.custom_id, c.public_id::text) collate "C" as shown_id, c.name,
        c.document_type, c.national_identification_number, c.country, c.email, c.phone_mobile, c.zone_id, c.status
        """;

    private const string RowColumns =
        """
        p.id, p.public_id, p.shown_id, p.name, p.document_type, p.national_identification_number, p.country, p.email,
               p.phone_mobile, z.name, p.status
        """;

    private const string Names = "left join zones.zones_v1 z on z.id = p.zone_id";

    /// <summary>Walks the index in order; the filter's alternatives are walked one by one and merged.</summary>
    public Task<List<ClientRow>> WalkAsync(ClientFilter filter, PageKey key, int size, CancellationToken cancellationToken)
    {
        filter.With(key.Condition(filter, key.By.Expression, "c.public_id"));
        var limit = filter.Parameter(size + 1);
        var ways = filter.Ways.Select(where =>
            $"""
            (select {Columns}, {key.By.Expression} as sort_value
            from clients.client c
            {where}
            order by {key.Order}
            limit {limit})
            """);
        return database.Source.Sql(
            $"""
            select {RowColumns}
            from {United(ways, $"order by {key.Order} limit {limit}")} p
            {Names}
            order by {key.Order}
            """, filter.Parameters).ListAsync(ClientRow.Read, cancellationToken);
    }

    /// <summary>Looks through no more than so many clients of the order; may find fewer than there are.</summary>
    public Task<List<ClientRow>> ShortWalkAsync(ClientFilter filter, PageKey key, int size, int longest, CancellationToken cancellationToken)
    {
        filter.With(key.Condition(filter, key.By.Expression, "c.public_id"));
        return database.Source.Sql(
            $"""
            with passed as (
                select c.*, {key.By.Expression} as sort_value
                from clients.client c
                {filter.Common}
                order by {key.Order}
                limit {longest}
            ), p as (
                select {Columns}, c.sort_value from passed c {filter.Rare} order by {key.Order} limit {filter.Parameter(size + 1)}
            )
            select {RowColumns} from p
            {Names}
            order by {key.Order}
            """, filter.Parameters).ListAsync(ClientRow.Read, cancellationToken);
    }

    /// <summary>Finds all that match, up to a limit, and takes the page from them; beyond the limit the page is not to be used.</summary>
    public Task<Rows> GatherAsync(ClientFilter filter, PageKey key, int size, int most, CancellationToken cancellationToken)
    {
        var matches = Matches(filter, $", {key.By.Expression} as sort_value", most);
        var at = key.Condition(filter, "m.sort_value", "m.public_id");
        return CountedAsync(
            $"""
            with m as materialized (
                {matches}
            ), chosen as (
                select m.id, m.sort_value from m where {at} order by {key.Order} limit {filter.Parameter(size + 1)}
            ), p as (
                select {Columns}, chosen.sort_value from chosen join clients.client c on c.id = chosen.id
            )
            select {RowColumns}, (select count(*)::int from m)
            from p
            {Names}
            order by {key.Order}
            """, filter, cancellationToken);
    }

    /// <summary>
    /// Finds all that match, up to a limit, and orders them by what is joined to them; beyond the limit the page is not to be used.
    /// Pages are told apart by rank, since a joined value may be of any type or missing.
    /// </summary>
    public Task<Rows> RankAsync(ClientFilter filter, PageKey key, int size, int most, CancellationToken cancellationToken)
    {
        var matches = Matches(filter, "", most);
        var direction = key.By.Descending ? "desc" : "asc";
        var at = key.Beside is { } beside
            ? $"r.place {(key.Back ? "<" : ">")} (select k.place from ranked k where k.public_id = {filter.Parameter(beside)})"
            : "true";
        return CountedAsync(
            $"""
            with m as materialized (
                {matches}
            ), ranked as (
                select m.id, m.public_id,
                       row_number() over (order by (s.sort_key is null), s.sort_key {direction}, m.public_id {direction}) as place
                from m left join ({filter.Sub(key.By.Joined!)}) s on s.client_id = m.id
            ), chosen as (
                select r.id, r.place from ranked r where {at}
                order by r.place {(key.Back ? "desc" : "asc")} limit {filter.Parameter(size + 1)}
            ), p as (
                select {Columns}, chosen.place from chosen join clients.client c on c.id = chosen.id
            )
            select {RowColumns}, (select count(*)::int from m)
            from p
            {Names}
            order by p.place {(key.Back ? "desc" : "asc")}
            """, filter, cancellationToken);
    }

    public Task<int> CountAsync(ClientFilter filter, CancellationToken cancellationToken)
    {
        var limit = filter.Parameter(ClientPage.CountLimit + 1);
        return database.Source.Sql(
            $"select count(*)::int from (select from clients.client c {filter.Ways.Single()} limit {limit}) m", filter.Parameters)
            .ValueAsync<int>(cancellationToken);
    }

    /// <summary>The client whose ID, document or e-mail is the word itself: three probes of unique indexes.</summary>
    public async Task<ClientRow?> ExactAsync(ClientFilter filter, string word, CancellationToken cancellationToken)
    {
        filter.With(
            $"""
            ((coalesce(c.custom_id, c.public_id::text) collate "C") = {filter.Parameter(word)}
                or (c.document_key = {filter.Parameter(DocumentKey.Of(word))} and c.status = 'active')
                or (c.email_key = {filter.Parameter(word.ToLowerInvariant())} and c.status = 'active'))
            """);
        var found = await database.Source.Sql(
            $"""
            select {RowColumns}
            from (select {Columns} from clients.client c {filter.Ways.Single()} limit 2) p
            {Names}
            """, filter.Parameters).ListAsync(ClientRow.Read, cancellationToken);
        return found is [var one] ? one : null;
    }

    private static string Matches(ClientFilter filter, string sortValue, int most)
    {
        var limit = filter.Parameter(most);
        var ways = filter.Ways.Select(where => $"(select c.id, c.public_id{sortValue} from clients.client c {where} limit {limit})");
        return $"select * from {United(ways, $"limit {limit}")} u";
    }

    private async Task<Rows> CountedAsync(string sql, ClientFilter filter, CancellationToken cancellationToken)
    {
        var count = 0;
        var found = await database.Source.Sql(sql, filter.Parameters).ListAsync(
            row =>
            {
                count = row.GetInt32(11);
                return ClientRow.Read(row);
            }, cancellationToken);
        return new Rows(found, count);
    }

    private static string United(IEnumerable<string> ways, string end) =>
        ways.ToList() is [var only] ? only : $"({string.Join("\nunion\n", ways)} {end})";
}
