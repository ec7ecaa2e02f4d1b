using Wisp.Contracts.Clients;
using Wisp.Sdk;

namespace Wisp.Fixtures.Parts.Screens;

/// <summary>A column that cannot be read nor sorted, wherever it is asked.</summary>
[Feature]
internal sealed class SilentColumn : IClientListColumn
{
    public string Key => "parts.silent";

    public Label Label => PartsModule.Text("Estante");

    public int Order => 100;

    public string? Permission => null;

    public ClientSql? Sort => throw new InvalidOperationException("Told to fail.");

    public Task<IReadOnlyDictionary<Guid, ClientCell>> ReadAsync(IReadOnlyCollection<Guid> clientIds, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("Told to fail.");
}
