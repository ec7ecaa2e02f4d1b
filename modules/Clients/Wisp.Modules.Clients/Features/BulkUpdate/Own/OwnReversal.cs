using Microsoft.Extensions.Localization;
using Npgsql;
using NpgsqlTypes;
using Wisp.Contracts.Clients;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.BulkUpdate.Own;

/// <summary>Puts columns of clients back to what the audit says they were before a batch, where nobody has changed them since.</summary>
internal sealed class OwnReversal(NpgsqlConnection connection, IStringLocalizer<ClientsText> text, Func<Guid?, string?> name)
{
    public async Task<IReadOnlyList<ClientBulkReversal>> RunAsync(
        IReadOnlyList<OwnField> fields, Guid batch, IReadOnlyCollection<Guid> clientIds, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var ids = clientIds.ToArray().As(NpgsqlDbType.Array | NpgsqlDbType.Uuid);
        var lines = await connection.Sql(
            $"""
            select c.id, c.status <> 'active', {string.Join(", ", fields.Select(field => $"""
                was.new ? '{field.Column}', (was.old ->> '{field.Column}')::uuid, (was.new ->> '{field.Column}')::uuid, c.{field.Column}
                """))}
            from host.audit_v1 was
            join clients.client c on c.id = was.entity_id
            where was.batch_id = $1 and was.entity_id = any ($2)
              and was.schema_name = 'clients' and was.table_name = 'client' and was.action = 'U'
            for update of c
            """, batch, ids).ListAsync(row => Line.Read(row, fields.Count), cancellationToken);

        var good = lines.Where(line => !line.IsDeactivated).ToList();
        foreach (var (field, i) in fields.Select((field, i) => (field, i)))
        {
            var restored = good.Where(line => line.Values[i].IsUntouched).ToList();
            if (restored.Count == 0) continue;
            await connection.Sql(
                $"""
                update clients.client c set {field.Column} = was.value, updated_at = $3
                from unnest($1::uuid[], $2::uuid[]) was (id, value)
                where c.id = was.id and c.{field.Column} is distinct from was.value
                """, restored.Select(line => line.Id).ToArray(), restored.Select(line => line.Values[i].Before).ToArray(), now).RunAsync(cancellationToken);
        }

        return [.. from line in lines from told in line.Tell(fields, text, name) select told];
    }

    private sealed record Value(bool IsInBatch, Guid? Before, Guid? Written, Guid? Now)
    {
        public bool IsUntouched => IsInBatch && Written == Now;
    }

    private sealed record Line(Guid Id, bool IsDeactivated, Value[] Values)
    {
        public static Line Read(NpgsqlDataReader row, int fields)
        {
            var values = new Value[fields];
            for (var i = 0; i < fields; i++)
            {
                var at = 2 + (i * 4);
                values[i] = new Value(row.GetBoolean(at), row.Maybe<Guid>(at + 1), row.Maybe<Guid>(at + 2), row.Maybe<Guid>(at + 3));
            }

            return new Line(row.GetGuid(0), row.GetBoolean(1), values);
        }

        public IEnumerable<ClientBulkReversal> Tell(IReadOnlyList<OwnField> fields, IStringLocalizer<ClientsText> text, Func<Guid?, string?> name)
        {
            for (var i = 0; i < fields.Count; i++)
            {
                if (!Values[i].IsInBatch) continue;
                var restored = !IsDeactivated && Values[i].IsUntouched;
                var reason = restored ? null : text[IsDeactivated ? "bulk.deactivated" : "bulk.touched"].Value;
                yield return new ClientBulkReversal(Id, fields[i].Key, restored, name(restored ? Values[i].Before : Values[i].Now), name(Values[i].Written), reason);
            }
        }
    }
}
