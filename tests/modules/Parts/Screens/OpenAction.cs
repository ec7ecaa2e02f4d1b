using Wisp.Contracts.Clients;
using Wisp.Sdk;

namespace Wisp.Fixtures.Parts.Screens;

/// <summary>Leads to the parts of clients that have some.</summary>
[Feature]
internal sealed class OpenAction(IDatabase<PartsDb> database) : IClientRowAction
{
    public string Key => "parts.open";

    public Label Label => PartsModule.Text("Partes");

    public int Order => 100;

    public string? Permission => PartsModule.See;

    public string Icon => "key";

    public async Task<IReadOnlyDictionary<Guid, string>> LinksAsync(IReadOnlyCollection<Guid> clientIds, CancellationToken cancellationToken) =>
        (await database.Source.Sql("select client_id from parts.part where client_id = any ($1)", (object)clientIds.ToArray())
            .ListAsync(row => row.GetGuid(0), cancellationToken)).ToDictionary(id => id, id => $"/parts/{id}/notes");
}
