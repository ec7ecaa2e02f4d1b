using Microsoft.Extensions.Localization;
using NpgsqlTypes;
using Wisp.Contracts.Clients;
using Wisp.Contracts.Network;
using Wisp.Modules.Network.Data;
using Wisp.Modules.Network.Domain;
using Wisp.Modules.Network.Features.ContractStates;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Features.BulkUpdate;

/// <summary>The state of all contracts in course of many clients, set by a person.</summary>
[Feature]
internal sealed class StateBulkField(
    IDatabase<NetworkDb> database, IContractStates states, PutBackStates putBack, ContractScope scope, IStringLocalizer<NetworkText> text) : IClientBulkFields
{
    private const string State = "network.state";
    private const NpgsqlDbType Ids = NpgsqlDbType.Array | NpgsqlDbType.Uuid;

    public string Key => "network.bulk-state";

    public Label Label => Label.Of<NetworkText>("contracts.title");

    public int Order => 310;

    public string? Permission => NetworkPermissions.ChangeState;

    public IReadOnlyList<ClientBulkField> Fields { get; } =
        [new(State, Label.Of<NetworkText>("bulk.state"), ClientFilterInput.Choice, CanBeCleared: false) { Warning = Label.Of<NetworkText>("bulk.all-contracts") }];

    public Task<IReadOnlyList<ClientFilterOption>> OptionsAsync(string field, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ClientFilterOption>>([.. ShownState.Settable.Select(code => new ClientFilterOption(code, text[ShownState.Key(code)]))]);

    public Task<IReadOnlyDictionary<string, string>> CheckAsync(ClientBulkValues values, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<string, string>>(ShownState.Settable.Contains(values.ByField[State] ?? "")
            ? new Dictionary<string, string>()
            : new Dictionary<string, string> { [State] = text["bulk.missing"] });

    public async Task<IReadOnlyList<ClientBulkPlan>> PlanAsync(
        IReadOnlyCollection<Guid> clientIds, ClientBulkValues values, CancellationToken cancellationToken)
    {
        var (within, seen) = scope.Where("c.client_id", after: 2);
        return await database.Source.Sql(
            $"""
            select i.id, count(c.id), array_agg(distinct {ShownState.Sql("c")})
            from unnest($1) i (id)
            left join network.contract c on c.client_id = i.id and not c.ended and {within}
            group by i.id
            having count(c.id) = 0 or bool_or(c.state <> $2 or (c.state = 'disabled' and c.state_origin in ('system', 'gateway')))
            """, [clientIds.ToArray().As(Ids), values.ByField[State], .. seen])
            .ListAsync(
                row => row.GetInt64(1) == 0
                    ? new ClientBulkPlan(row.GetGuid(0), [], text["bulk.no-contracts"])
                    : new ClientBulkPlan(row.GetGuid(0), [new ClientBulkChange(State, Words(row.GetFieldValue<string[]>(2)), Words([values.ByField[State]!]))]),
                cancellationToken);
    }

    public async Task ApplyAsync(
        IWispTransaction transaction, IReadOnlyCollection<Guid> clientIds, ClientBulkValues values, CancellationToken cancellationToken)
    {
        await using var part = await transaction.EnterAsync("network", cancellationToken);
        var (within, seen) = scope.Where("c.client_id", after: 1);
        var contracts = await transaction.Connection.Sql(
            $"select c.id from network.contract c where c.client_id = any ($1) and not c.ended and {within}", [clientIds.ToArray().As(Ids), .. seen])
            .ListAsync(row => new ContractStateCause(row.GetGuid(0)), cancellationToken);
        var to = Enum.Parse<ContractState>(values.ByField[State]!, ignoreCase: true);
        await states.RequestAsync(transaction, new ContractStateRequest(to, ContractStateOrigin.Operator, Reasons.BulkUpdate, contracts), cancellationToken);
    }

    public async Task<IReadOnlyList<ClientBulkReversal>> RevertAsync(
        IWispTransaction transaction, Guid batch, IReadOnlyCollection<Guid> clientIds, CancellationToken cancellationToken)
    {
        var lines = await putBack.RunAsync(transaction, batch, clientIds, cancellationToken);
        return [.. lines.GroupBy(line => line.ClientId).Select(client => new ClientBulkReversal(
            client.Key, State, client.All(line => line.Reason is null), Words([.. client.Select(line => line.Now)]), Words([.. client.Select(line => line.Written)]),
            client.Select(line => line.Reason).FirstOrDefault(reason => reason is not null) is { } reason ? text[reason].Value : null))];
    }

    private string Words(IReadOnlyList<string> codes) => string.Join(", ", codes.Distinct().Select(code => text[ShownState.Key(code)].Value));
}
