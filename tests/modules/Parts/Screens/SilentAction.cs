using Wisp.Contracts.Clients;
using Wisp.Sdk;

namespace Wisp.Fixtures.Parts.Screens;

[Feature]
internal sealed class SilentAction : IClientRowAction
{
    public string Key => "parts.silent";

    public Label Label => PartsModule.Text("Estante");

    public int Order => 50;

    public string? Permission => null;

    public string Icon => "ban";

    public Task<IReadOnlyDictionary<Guid, string>> LinksAsync(IReadOnlyCollection<Guid> clientIds, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("Told to fail.");
}
