using Npgsql;
using Wisp.Modules.Clients.Data;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.People;

/// <summary>A seller or collector as stored.</summary>
internal sealed record StoredPerson(Guid Id, string Name, Guid? OperatorId, bool Archived, uint Version);

[Feature]
internal sealed class FindPerson(IDatabase<ClientsDb> database)
{
    /// <returns>The person, or <c>null</c> when there is none.</returns>
    public async Task<StoredPerson?> RunAsync(PeopleShape shape, Guid id, CancellationToken cancellationToken) =>
        (await database.Source.Sql(Sql(shape), id).ListAsync(Read, cancellationToken)).SingleOrDefault();

    /// <summary>Reads the person and keeps everybody else from changing it until the transaction ends.</summary>
    public static async Task<StoredPerson?> LockAsync(
        IWispTransaction transaction, PeopleShape shape, Guid id, CancellationToken cancellationToken) =>
        (await transaction.Connection.Sql(Sql(shape) + " for no key update", id).ListAsync(Read, cancellationToken)).SingleOrDefault();

    private static string Sql(PeopleShape shape) => $"select id, name, operator_id, archived, xmin from clients.{shape.Table} where id = $1";

    private static StoredPerson Read(NpgsqlDataReader row) =>
        new(row.GetGuid(0), row.GetString(1), row.Maybe<Guid>(2), row.GetBoolean(3), row.GetFieldValue<uint>(4));
}
