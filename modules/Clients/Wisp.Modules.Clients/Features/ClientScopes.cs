using NpgsqlTypes;
using Wisp.Contracts.Clients;
using Wisp.Modules.Clients.Data;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features;

/// <summary>Which clients the operator may see: all, or those that he collects (permission scope "own").</summary>
[Feature]
internal sealed class ClientScopes(IDatabase<ClientsDb> database, ICurrentOperator current) : IClientScope
{
    /// <summary>The operator whose clients alone are seen, or <c>null</c> when all are.</summary>
    public Guid? CollectorOf => current.ScopeOf(ClientPermissions.View) switch
    {
        PermissionScope.All => null,
        PermissionScope.Own => current.Id ?? Guid.Empty,
        _ => Guid.Empty,
    };

    /// <summary>Condition on a client: whether the operator in a parameter, a <c>uuid</c> or NULL for all, may see him.</summary>
    public static string Sees(string parameter, string client) =>
        $"({parameter}::uuid is null or exists (select from clients.collector k where k.id = {client}.collector_id and k.operator_id = {parameter}))";

    public async Task<bool> CoversAsync(Guid clientId, CancellationToken cancellationToken = default) =>
        CollectorOf is not { } operatorId || await database.Source.Sql(
            """
            select exists (
                select from clients.client c join clients.collector k on k.id = c.collector_id
                where c.id = $1 and k.operator_id = $2)
            """, clientId, operatorId).ValueAsync<bool>(cancellationToken);

    /// <summary>Of these clients, those that the operator may not see.</summary>
    public async Task<IReadOnlySet<Guid>> OutsideAsync(IReadOnlyCollection<Guid> clientIds, CancellationToken cancellationToken)
    {
        if (CollectorOf is not { } operatorId) return new HashSet<Guid>();
        var inside = await database.Source.Sql(
            "select o.client_id from clients.collected_v1 o where o.operator_id = $1 and o.client_id = any ($2)",
            operatorId, clientIds.ToArray().As(NpgsqlDbType.Array | NpgsqlDbType.Uuid)).ListAsync(row => row.GetGuid(0), cancellationToken);
        return clientIds.Except(inside).ToHashSet();
    }

    public ClientSql? Within() => CollectorOf is { } operatorId
        ? new ClientSql("select o.client_id from clients.collected_v1 o where o.operator_id = $1", operatorId)
        : null;
}
