using Npgsql;
using Wisp.Contracts.Network;
using Wisp.Modules.Network.Data;
using Wisp.Modules.Network.Domain;
using Wisp.Modules.Network.Features.Catalog;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Features.Outages;

/// <summary>A person says that a node is down, and that it is up again.</summary>
[Feature]
internal sealed class DeclareOutage(IDatabase<NetworkDb> database, IEvents events, IActorAccessor actor, TimeProvider clock)
{
    private const int LongestReason = 300;

    public async Task<Problem?> DownAsync(Guid? node, string? typedReason, CancellationToken cancellationToken)
    {
        if (node is not { } id) return new("NodeId", "outage.node.missing");
        if (Typed.Line(typedReason) is not { } reason) return new("Reason", "outage.reason.missing");
        if (reason.Length > LongestReason) return new("Reason", "outage.reason.long", reason.Length, LongestReason);

        await using var transaction = await database.BeginAsync(cancellationToken);
        var gone = await transaction.HoldAsync([new ChosenItem(CatalogShape.Nodes, "NodeId", id, MayBeArchived: false, "node.gone")], cancellationToken);
        if (gone is [var archived]) return archived;
        try
        {
            var down = await transaction.Connection.Sql(
                """
                with began as (
                    insert into network.outage (node_id, reason, began_at, began_by) values ($1, $2, $3, $4) returning id, node_id)
                select began.id, n.name::text from began join network.node n on n.id = began.node_id
                """, id, reason, clock.GetUtcNow(), actor.Current.Name)
                .ListAsync(row => new NodeDown(row.GetGuid(0), id, row.GetString(1), reason, clock.GetUtcNow()), cancellationToken);
            await events.PublishAsync(transaction.Connection, down[0], cancellationToken);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return new("NodeId", "outage.node.down");
        }

        await transaction.CommitAsync(cancellationToken);
        return null;
    }

    /// <returns>Whether it was down until now.</returns>
    public async Task<bool> UpAsync(Guid outage, CancellationToken cancellationToken)
    {
        await using var transaction = await database.BeginAsync(cancellationToken);
        var up = await transaction.Connection.Sql(
            """
            with ended as (
                update network.outage set ended_at = greatest($2, began_at), ended_by = $3 where id = $1 and ended_at is null returning node_id)
            select ended.node_id, n.name::text from ended join network.node n on n.id = ended.node_id
            """, outage, clock.GetUtcNow(), actor.Current.Name)
            .ListAsync(row => new NodeUp(outage, row.GetGuid(0), row.GetString(1), clock.GetUtcNow()), cancellationToken);
        if (up is not [var ended]) return false;
        await events.PublishAsync(transaction.Connection, ended, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }
}
