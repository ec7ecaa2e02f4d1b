using Npgsql;
using Wisp.Contracts.Network;
using Wisp.Modules.Network.Domain;
using Wisp.Modules.Network.Features.ContractStates;
using Wisp.Modules.Network.Features.Secrets;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Features.ImportContracts.Running;

/// <summary>Writes many contracts by one statement each: new ones, or changes with the states that they bring.</summary>
[Feature]
internal sealed class ContractWrites(
    NetworkSecrets secrets, EndContracts end, IContractStates states, IActorAccessor actor, TimeProvider clock)
{
    private const int Next = ContractRows.Width + 1;

    /// <param name="transaction">The chunk's transaction.</param>
    /// <param name="digest">The file.</param>
    /// <param name="rows">Rows that make contracts.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    public async Task InsertAsync(IWispTransaction transaction, string digest, IReadOnlyList<ImportRow> rows, CancellationToken cancellationToken) =>
        await transaction.Connection.Sql(
            $"""
            with made as (
                insert into network.contract (
                    id, client_id, plan_id, server_id, node_id, state, state_origin, state_reason, state_changed_at, start_date, end_date, ended,
                    ip, mac_address, pppoe_enabled, pppoe_username, pppoe_password, address, address_additional_data, location, details, created_at)
                select id, client_id, plan_id, server_id, node_id, state, origin, reason, ${Next}, start_date, end_date, ends,
                    ip, mac, pppoe_enabled, username, password, address, address_extra,
                    ext.st_setsrid(ext.st_makepoint(longitude, latitude), 4326), details, ${Next}
                from {ContractRows.Sql}
                returning id, state, state_origin, state_reason),
            told as (
                insert into network.state_change (contract_id, from_state, to_state, origin, reason, actor, at)
                select id, 'enabled', state, state_origin, state_reason, ${Next + 1}, ${Next} from made where state <> 'enabled')
            insert into network.contract_origin (digest, line, contract_id)
            select ${Next + 2}, o.line, o.id from unnest(${Next + 3}::integer[], $1::uuid[]) o (line, id)
            on conflict (digest, line) do nothing
            """,
            [.. ContractRows.Values(rows, secrets), clock.GetUtcNow(), actor.Current.Name, digest, rows.Select(row => row.Line).ToArray()]).RunAsync(cancellationToken);

    /// <param name="transaction">The chunk's transaction.</param>
    /// <param name="rows">Rows that change contracts.</param>
    /// <param name="today">The business date.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    public async Task UpdateAsync(IWispTransaction transaction, IReadOnlyList<ImportRow> rows, DateOnly today, CancellationToken cancellationToken)
    {
        await transaction.Connection.Sql(
            $"""
            update network.contract c
            set plan_id = row.plan_id, server_id = row.server_id, node_id = row.node_id, start_date = row.start_date, end_date = row.end_date,
                ended = c.ended and row.ends, ip = row.ip, mac_address = row.mac, pppoe_enabled = row.pppoe_enabled, pppoe_username = row.username,
                pppoe_password = coalesce(row.password, c.pppoe_password), address = row.address, address_additional_data = row.address_extra,
                location = ext.st_setsrid(ext.st_makepoint(row.longitude, row.latitude), 4326), details = row.details
            from {ContractRows.Sql}
            where c.id = row.id
            """, [.. ContractRows.Values(rows, secrets)]).RunAsync(cancellationToken);
        var over = rows.Where(row => row.Values!.Ends).Select(row => row.Stored!.Id).ToArray();
        if (over.Length > 0) await end.RunAsync(transaction, over, today, over.Length, cancellationToken);
        foreach (var state in rows.Where(row => row.Values!.State is { } told && told != row.Stored!.Shown).GroupBy(row => row.Values!.State!))
            await RequestAsync(transaction, Enum.Parse<ContractState>(state.Key, ignoreCase: true), [.. state.Select(row => row.Stored!.Id)], cancellationToken);
    }

    private async Task RequestAsync(IWispTransaction transaction, ContractState to, IReadOnlyList<Guid> contracts, CancellationToken cancellationToken)
    {
        var request = new ContractStateRequest(to, ContractStateOrigin.Operator, Reasons.Import, [.. contracts.Select(id => new ContractStateCause(id))]);
        var result = await states.RequestAsync(transaction, request, cancellationToken);
        // What changed since the rows were checked, such as a client that was deactivated: nothing of that row is written then.
        if (result.Kept is [var kept, ..])
            throw new PostgresException("A state is kept.", "ERROR", "ERROR", PostgresErrorCodes.CheckViolation, constraintName: $"kept.{kept.Rule}");
    }
}
