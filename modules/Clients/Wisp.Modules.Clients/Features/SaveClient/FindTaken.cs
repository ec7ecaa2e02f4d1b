using NpgsqlTypes;
using Wisp.Contracts.Clients;
using Wisp.Modules.Clients.Data;
using Wisp.Modules.Clients.Domain;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.SaveClient;

/// <summary>
/// Finds who holds the ID, e-mail or document that a client wants: one probe of each unique index. A holder whom the operator
/// may not see is not named.
/// </summary>
[Feature]
internal sealed class FindTaken(IDatabase<ClientsDb> database, ClientScopes scopes)
{
    public async Task<IReadOnlyList<Taken>> RunAsync(Guid id, UniqueValues values, CancellationToken cancellationToken) =>
        await database.Source.Sql(
            $"""
            with wanted as (
                select 'CustomId' as field, c.id from clients.client c
                where coalesce(c.custom_id, c.public_id::text) collate "C" = $2
                union all
                select 'Email', c.id from clients.client c where c.email_key = $3 and c.status = 'active'
                union all
                select 'Document', c.id from clients.client c where c.document_key = $4 and c.status = 'active'
            )
            select w.field, c.id, coalesce(c.custom_id, c.public_id::text), c.name, c.status,
                   {ClientScopes.Sees("$5", "c")}
            from wanted w join clients.client c on c.id = w.id
            where w.id <> $1
            """, id, Text(values.CustomId), Text(values.EmailKey), Text(values.DocumentKey), scopes.CollectorOf.As(NpgsqlDbType.Uuid))
        .ListAsync(
            row =>
            {
                var field = row.GetString(0);
                var holder = new ClientName(row.GetGuid(1), row.GetString(2), row.GetString(3), row.GetString(4) == "active");
                return new Taken(field, values.Typed(field), row.GetBoolean(5) ? holder : null);
            }, cancellationToken);

    private static Npgsql.NpgsqlParameter Text(string? value) => value.As(NpgsqlDbType.Text);
}
