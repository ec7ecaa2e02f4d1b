using Npgsql;
using NpgsqlTypes;
using Wisp.Modules.Clients.Data;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.People;

[Feature]
internal sealed class RestorePerson(IDatabase<ClientsDb> database, TimeProvider clock)
{
    public async Task<PeopleProblem?> RunAsync(PeopleShape shape, Guid id, uint version, CancellationToken cancellationToken)
    {
        try
        {
            await using var transaction = await database.BeginAsync(cancellationToken);
            var restored = await transaction.Connection.Sql(
                $"update clients.{shape.Table} set archived = false, updated_at = $2 where id = $1 and archived and xmin = $3",
                id, clock.GetUtcNow(), version.As(NpgsqlDbType.Xid)).RunAsync(cancellationToken);
            if (restored == 0) return PeopleProblem.Stale;
            await transaction.CommitAsync(cancellationToken);
            return null;
        }
        catch (PostgresException e) when (e.ConstraintName == $"{shape.Table}_live_name")
        {
            return new("", shape.Key("restore.taken"));
        }
    }
}
