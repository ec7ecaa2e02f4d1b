using Microsoft.Extensions.Logging;
using Wisp.Modules.Clients.Features.Search;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.ListClients;

[Feature]
internal sealed partial class ListClients(PageQueries queries, ClientScopes scopes, ILogger<ListClients> log)
{
    private const int Enough = ClientPage.CountLimit + 1;

    /// <summary>How many clients a glance looks at for each row of the page.</summary>
    private const int ClientsPerRow = 15;

    public async Task<ClientPage> RunAsync(ClientListQuery query, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(query, cancellationToken);
        }
        catch (Exception wrong) when (query.HasForeignSql && ForeignSql.IsAtFault(wrong))
        {
            Refused(wrong, string.Join(", ", query.Meant.Terms.Select(term => term.Field.Key).Append(query.Order.Key)));
            // Who sorts by a broken column still gets the clients.
            return query.HasForeignOrder
                ? await RunAsync(query with { Order = ListOrder.Usual }, cancellationToken) with { IsOrderBroken = true }
                : ClientPage.Empty with { IsBroken = true, Refused = await RefusedAsync(query.Meant.Terms, cancellationToken) };
        }
    }

    /// <summary>Those that are refused alone too.</summary>
    private async Task<IReadOnlyList<SearchTerm>> RefusedAsync(IReadOnlyList<SearchTerm> terms, CancellationToken cancellationToken)
    {
        var refused = new List<SearchTerm>();
        foreach (var term in terms.Where(term => term.Field.IsContributed))
        {
            var alone = new ClientFilter();
            term.Apply(alone);
            try
            {
                await queries.CountAsync(alone, cancellationToken);
            }
            catch (Exception wrong) when (ForeignSql.IsAtFault(wrong))
            {
                refused.Add(term);
            }
        }

        return refused;
    }

    private async Task<ClientPage> ReadAsync(ClientListQuery query, CancellationToken cancellationToken)
    {
        var search = SearchWords.Parse(query.Meant.Words);
        var key = new PageKey(query.Order, query.After, query.Before);
        ClientFilter Filter() => query.Meant.Filter(scopes.CollectorOf);

        if (!query.Order.IsOwn)
        {
            // A later page of a list that was too long to rank goes on in the order that its first page had.
            if (query.KnownCount > ClientPage.CountLimit)
                return await ReadAsync(query with { Order = ListOrder.Usual }, cancellationToken) with { IsOrderLeft = true };
            var ranked = await queries.RankAsync(Filter(), key, query.Size, Enough, cancellationToken);
            if (ranked.Count <= ClientPage.CountLimit) return await FinishAsync(ranked, key, query, search, cancellationToken);
            return await ReadAsync(query with { Order = ListOrder.Usual, KnownCount = ranked.Count }, cancellationToken) with { IsOrderLeft = true };
        }

        var rows = Filter().IsSelective
            ? await FewAsync(Filter, key, query, cancellationToken)
            : await ManyAsync(Filter, key, query, cancellationToken);
        return await FinishAsync(rows, key, query, search, cancellationToken);
    }

    private async Task<ClientPage> FinishAsync(Rows rows, PageKey key, ClientListQuery query, SearchWords search, CancellationToken cancellationToken)
    {
        // What stood beside the key is gone (renamed, deactivated): begin again rather than show nothing.
        if (!key.IsStart && rows.Found.Count == 0) return await ReadAsync(query with { After = null, Before = null }, cancellationToken);

        var exact = key.IsStart && search.Words is [var word]
            ? await queries.ExactAsync(new ClientFilter().Within(scopes.CollectorOf), word, cancellationToken)
            : null;
        return Page(rows, key, query.Size) with { Exact = exact };
    }

    private async Task<Rows> ManyAsync(Func<ClientFilter> filter, PageKey key, ClientListQuery query, CancellationToken cancellationToken)
    {
        var found = await queries.WalkAsync(filter(), key, query.Size, cancellationToken);
        if (key.IsStart && found.Count <= query.Size) return new Rows(found, found.Count);
        return new Rows(found, query.KnownCount ?? await queries.CountAsync(filter(), cancellationToken));
    }

    private async Task<Rows> FewAsync(Func<ClientFilter> filter, PageKey key, ClientListQuery query, CancellationToken cancellationToken)
    {
        var size = query.Size;
        if (await GlanceAsync(filter, key, query, cancellationToken) is { } seen) return seen;
        if (query.KnownCount is not > ClientPage.CountLimit)
        {
            var rows = await queries.GatherAsync(filter(), key, size, Enough, cancellationToken);
            if (rows.Count <= ClientPage.CountLimit) return rows;
        }

        // Many match after all, so a page of them is likely near.
        return new Rows(await NearAsync(filter, key, size, cancellationToken), Enough);
    }

    /// <summary>
    /// A filter that many meet has its page among the first few hundred clients: looking costs next to nothing. A module's select may
    /// cost as much for a few clients as for all, and is asked once.
    /// </summary>
    private async Task<Rows?> GlanceAsync(Func<ClientFilter> filter, PageKey key, ClientListQuery query, CancellationToken cancellationToken)
    {
        if (query.HasForeignSql || filter().Ways.Count > 1) return null;
        var near = await queries.ShortWalkAsync(filter(), key, query.Size, query.Size * ClientsPerRow, cancellationToken);
        return near.Count > query.Size ? new Rows(near, query.KnownCount ?? await queries.CountAsync(filter(), cancellationToken)) : null;
    }

    private async Task<List<ClientRow>> NearAsync(Func<ClientFilter> filter, PageKey key, int size, CancellationToken cancellationToken)
    {
        if (filter().Ways.Count > 1) return await queries.WalkAsync(filter(), key, size, cancellationToken);
        var near = await queries.ShortWalkAsync(filter(), key, size, PageQueries.LongWalk, cancellationToken);
        return near.Count > size ? near : (await queries.GatherAsync(filter(), key, size, int.MaxValue, cancellationToken)).Found;
    }

    private static ClientPage Page(Rows rows, PageKey key, int size)
    {
        var more = rows.Found.Count > size;
        var shown = more ? rows.Found.GetRange(0, size) : rows.Found;
        if (key.Back) shown.Reverse();
        return new ClientPage(shown, rows.Count, key.Back ? more : key.After is not null, key.Back || more);
    }

    [LoggerMessage(LogLevel.Error, "The database refused a search with {Terms}")]
    private partial void Refused(Exception failure, string terms);
}
