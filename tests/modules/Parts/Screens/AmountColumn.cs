using System.Globalization;
using Wisp.Contracts.Clients;
using Wisp.Sdk;

namespace Wisp.Fixtures.Parts.Screens;

/// <summary>A column that sorts. Clients without parts have no cell.</summary>
[Feature]
internal sealed class AmountColumn(IDatabase<PartsDb> database) : IClientListColumn
{
    public string Key => "parts.amount";

    public Label Label => PartsModule.Text("Importe");

    public int Order => 200;

    public string? Permission => null;

    public ClientSql? Sort => new("select p.client_id, p.amount as sort_key from parts.parts_v1 p where p.amount > $1", -1m);

    public async Task<IReadOnlyDictionary<Guid, ClientCell>> ReadAsync(IReadOnlyCollection<Guid> clientIds, CancellationToken cancellationToken) =>
        (await database.Source.Sql("select client_id, amount from parts.part where client_id = any ($1) and amount is not null", (object)clientIds.ToArray())
            .ListAsync(row => (Client: row.GetGuid(0), Amount: row.GetDecimal(1)), cancellationToken))
        .ToDictionary(
            part => part.Client,
            part => new ClientCell(part.Amount.ToString(CultureInfo.InvariantCulture)) { IsNumber = true, State = "alerted", Title = "Suma", Url = $"/parts/{part.Client}/notes" });
}
