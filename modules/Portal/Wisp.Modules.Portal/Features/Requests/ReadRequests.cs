using NpgsqlTypes;
using Wisp.Modules.Portal.Data;
using Wisp.Sdk;

namespace Wisp.Modules.Portal.Features.Requests;

/// <summary>Requests, to their subscriber and to operators.</summary>
[Feature]
internal sealed class ReadRequests(IDatabase<PortalDb> database, PortalScope scope)
{
    public const int PageSize = 30;

    /// <summary>The latest request of a subscriber for a contract's plan, or for his data.</summary>
    public async Task<Request?> LatestAsync(Guid clientId, string kind, Guid? contractId, CancellationToken cancellationToken) => (await database.Source.Sql(
        $"""
        select {Request.Columns} from portal.request r
        where r.client_id = $1 and r.kind = $2 and ($3::uuid is null or r.contract_id = $3) and r.state <> 'cancelled' order by r.id desc limit 1
        """, clientId, kind, contractId.As(NpgsqlDbType.Uuid)).ListAsync(Request.Read, cancellationToken)).SingleOrDefault();

    /// <summary>One of a client whom the operator may see.</summary>
    public async Task<Request?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        var (within, values) = scope.Where("r.client_id", 1, SelfPermissions.Requests);
        return (await database.Source.Sql($"select {Request.Columns}, k.name from portal.request r join clients.clients_v1 k on k.id = r.client_id where r.id = $1 and {within}", [id, .. values])
            .ListAsync(Named, cancellationToken)).SingleOrDefault();
    }

    /// <summary>Those that wait, the oldest first, or those that were answered, the newest first.</summary>
    public Task<List<Request>> ListAsync(bool answered, Guid? after, CancellationToken cancellationToken)
    {
        var (within, values) = scope.Where("r.client_id", 1, SelfPermissions.Requests);
        var (state, order, past) = answered ? ("in ('accepted', 'refused')", "desc", "<") : ("= 'waiting'", "asc", ">");
        return database.Source.Sql(
            $"""
            select {Request.Columns}, k.name from portal.request r join clients.clients_v1 k on k.id = r.client_id
            where r.state {state} and ($1::uuid is null or r.id {past} $1) and {within} order by r.id {order} limit {PageSize + 1}
            """, [after.As(NpgsqlDbType.Uuid), .. values]).ListAsync(Named, cancellationToken);
    }

    public async Task<long> WaitingAsync(CancellationToken cancellationToken)
    {
        var (within, values) = scope.Where("r.client_id", 0, SelfPermissions.Requests);
        return await database.Source.Sql($"select count(*) from portal.request r where r.state = 'waiting' and {within}", values).ValueAsync<long>(cancellationToken);
    }

    private static Request Named(Npgsql.NpgsqlDataReader row) => Request.Read(row) with { ClientName = row.GetString(13) };
}
