using System.Globalization;
using Microsoft.Extensions.Localization;
using Wisp.Contracts.Clients;
using Wisp.Modules.Network.Data;
using Wisp.Modules.Network.Domain;
using Wisp.Modules.Network.Features;
using Wisp.Modules.Network.Features.ViewContract;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Integration;

/// <summary>Contracts in a client's audits: names instead of ids, words instead of codes (PANEL-08, PANEL-09).</summary>
[Feature]
internal sealed class ContractHistoryWords(IDatabase<NetworkDb> database, ContractScope scope, ReasonWords reasons, IStringLocalizer<NetworkText> text) : IClientHistoryWords
{
    public string Key => "network.contract-words";

    public Label Label => Label.Of<NetworkText>("contracts.title");

    public int Order => 100;

    public string? Permission => NetworkPermissions.View;

    public string Table => "network.contract";

    public Task<bool> CoversAsync(Guid clientId, CancellationToken cancellationToken) => scope.CoversAsync(clientId, cancellationToken);

    public IReadOnlyDictionary<string, Label> Fields { get; } = new[]
    {
        "public_id", "client_id", "plan_id", "next_plan_id", "next_plan_from", "server_id", "node_id", "state", "state_origin", "state_reason", "grace_from",
        "start_date", "end_date", "ip", "mac_address", "pppoe_enabled", "pppoe_username", "pppoe_password", "address", "address_additional_data", "location", "details",
    }.ToDictionary(column => column, column => Label.Of<NetworkText>($"audit.{column}"));

    public async Task<IReadOnlyDictionary<ClientHistoryValue, string>> SayAsync(
        IReadOnlyCollection<ClientHistoryValue> values, CancellationToken cancellationToken)
    {
        var names = await NamesAsync(values, cancellationToken);
        return values.Select(value => (value, Said: Say(value, names))).Where(one => one.Said is not null).ToDictionary(one => one.value, one => one.Said!);
    }

    private string? Say(ClientHistoryValue value, IReadOnlyDictionary<string, string> names) => value.Column switch
    {
        "client_id" or "plan_id" or "next_plan_id" or "server_id" or "node_id" => names.GetValueOrDefault(value.Value),
        "state" => text[ShownState.Key(value.Value)],
        "state_origin" => text[$"audit.origin.{value.Value}"],
        "state_reason" => reasons.Known(value.Value),
        "ip" => value.Value.Split('/')[0],
        "start_date" or "end_date" or "next_plan_from" or "grace_from" =>
            DateOnly.TryParseExact(value.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day.ToString("d", CultureInfo.CurrentCulture) : null,
        _ => null,
    };

    private async Task<IReadOnlyDictionary<string, string>> NamesAsync(IReadOnlyCollection<ClientHistoryValue> values, CancellationToken cancellationToken)
    {
        var ids = values.Select(value => Guid.TryParse(value.Value, out var id) ? id : (Guid?)null).OfType<Guid>().Distinct().ToArray();
        return (await database.Source.Sql(
            """
            select id, name::text from network.plan where id = any ($1)
            union all select id, name::text from network.server where id = any ($1)
            union all select id, name::text from network.node where id = any ($1)
            union all select id, name from clients.clients_v1 where id = any ($1)
            """, (object)ids).ListAsync(row => (Id: row.GetGuid(0).ToString(), Name: row.GetString(1)), cancellationToken)).ToDictionary(row => row.Id, row => row.Name);
    }
}
