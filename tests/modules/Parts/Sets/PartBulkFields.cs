using NpgsqlTypes;
using Wisp.Contracts.Clients;
using Wisp.Sdk;

namespace Wisp.Fixtures.Parts.Sets;

/// <summary>Sets the note of many parts; clients without a part are skipped.</summary>
[Feature]
internal sealed class PartBulkFields(IDatabase<PartsDb> database, Faults faults) : IClientBulkFields
{
    private const string Note = "parts.note";

    public string Key => "parts.bulk";

    public Label Label => PartsModule.Text("Partes");

    public int Order => 500;

    public string? Permission => PartsModule.Edit;

    public IReadOnlyList<ClientBulkField> Fields { get; } = [new(Note, PartsModule.Text("Nota de la parte"), ClientFilterInput.Text, CanBeCleared: true)];

    public Task<IReadOnlyList<ClientFilterOption>> OptionsAsync(string field, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ClientFilterOption>>([]);

    public Task<IReadOnlyDictionary<string, string>> CheckAsync(ClientBulkValues values, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<string, string>>(values.ByField[Note]?.Length > 20
            ? new Dictionary<string, string> { [Note] = "puede tener hasta 20 letras." }
            : []);

    public async Task<IReadOnlyList<ClientBulkPlan>> PlanAsync(IReadOnlyCollection<Guid> clientIds, ClientBulkValues values, CancellationToken cancellationToken)
    {
        await faults.ThrowIfToldAsync("bulk");
        return await database.Source.Sql(
            """
            select i.id, p.id is null, p.note
            from unnest($1) i (id) left join parts.part p on p.client_id = i.id
            where p.id is null or p.note is distinct from $2
            """, clientIds.ToArray().As(NpgsqlDbType.Array | NpgsqlDbType.Uuid), values.ByField[Note].As(NpgsqlDbType.Text))
            .ListAsync(
                row => row.GetBoolean(1)
                    ? new ClientBulkPlan(row.GetGuid(0), [], "no tiene partes")
                    : new ClientBulkPlan(row.GetGuid(0), [new ClientBulkChange(Note, row.Text(2), values.ByField[Note])]),
                cancellationToken);
    }

    public async Task ApplyAsync(IWispTransaction transaction, IReadOnlyCollection<Guid> clientIds, ClientBulkValues values, CancellationToken cancellationToken)
    {
        await using var part = await transaction.EnterAsync("parts", cancellationToken);
        await transaction.Connection.Sql(
            "update parts.part set note = $2 where client_id = any ($1) and note is distinct from $2",
            clientIds.ToArray().As(NpgsqlDbType.Array | NpgsqlDbType.Uuid), values.ByField[Note].As(NpgsqlDbType.Text)).RunAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<ClientBulkReversal>> RevertAsync(
        IWispTransaction transaction, Guid batch, IReadOnlyCollection<Guid> clientIds, CancellationToken cancellationToken)
    {
        await using var part = await transaction.EnterAsync("parts", cancellationToken);
        return await transaction.Connection.Sql(
            """
            update parts.part p set note = a.old ->> 'note'
            from host.audit_v1 a
            where a.batch_id = $1 and a.entity_id = p.id and a.new ? 'note' and p.client_id = any ($2) and p.note is not distinct from a.new ->> 'note'
            returning p.client_id, p.note, a.new ->> 'note'
            """, batch, clientIds.ToArray().As(NpgsqlDbType.Array | NpgsqlDbType.Uuid))
            .ListAsync(row => new ClientBulkReversal(row.GetGuid(0), Note, true, row.Text(1), row.Text(2), null), cancellationToken);
    }
}
