using Microsoft.Extensions.Localization;
using Wisp.Contracts.Clients;
using Wisp.Modules.Network.Data;
using Wisp.Modules.Network.Features;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Integration;

/// <summary>In a client's audits: whose password somebody had shown (PANEL-08).</summary>
[Feature]
internal sealed class SecretHistoryWords(IDatabase<NetworkDb> database, ContractScope scope, IStringLocalizer<NetworkText> text) : IClientHistoryWords
{
    public string Key => "network.secret-words";

    public Label Label => Label.Of<NetworkText>("contracts.title");

    public int Order => 110;

    public string? Permission => NetworkPermissions.View;

    public string Table => "network.secret_view";

    public IReadOnlyDictionary<string, Label> Fields { get; } =
        new Dictionary<string, Label> { ["contract_id"] = Label.Of<NetworkText>("audit.password-shown") };

    public Task<bool> CoversAsync(Guid clientId, CancellationToken cancellationToken) => scope.CoversAsync(clientId, cancellationToken);

    public async Task<IReadOnlyDictionary<ClientHistoryValue, string>> SayAsync(
        IReadOnlyCollection<ClientHistoryValue> values, CancellationToken cancellationToken)
    {
        var ids = values.Select(value => Guid.TryParse(value.Value, out var id) ? id : (Guid?)null).OfType<Guid>().Distinct().ToArray();
        var numbers = (await database.Source.Sql("select id, public_id from network.contract where id = any ($1)", (object)ids)
            .ListAsync(row => (Id: row.GetGuid(0).ToString(), Number: row.GetInt64(1)), cancellationToken)).ToDictionary(row => row.Id, row => row.Number);
        return values.Where(value => numbers.ContainsKey(value.Value)).ToDictionary(value => value, value => text["contract.title", numbers[value.Value]].Value);
    }
}
