using Wisp.Contracts.Clients;
using Wisp.Modules.Clients.Data;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Integration;

[Feature]
internal sealed class ClientDirectory(IDatabase<ClientsDb> database) : IClientDirectory
{
    public async Task<ClientName?> FindAsync(Guid id, CancellationToken cancellationToken = default) =>
        (await FindAsync([id], cancellationToken)).GetValueOrDefault(id);

    public async Task<IReadOnlyDictionary<Guid, ClientName>> FindAsync(
        IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken = default) =>
        (await database.Source.Sql(
            """
            select id, coalesce(custom_id, public_id::text), name, status = 'active'
            from clients.client
            where id = any ($1)
            """, ids.Distinct().ToArray())
        .ListAsync(row => new ClientName(row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetBoolean(3)), cancellationToken))
        .ToDictionary(client => client.Id);
}
