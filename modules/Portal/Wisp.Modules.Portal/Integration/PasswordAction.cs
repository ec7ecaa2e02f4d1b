using Wisp.Contracts.Clients;
using Wisp.Modules.Portal.Features.Settings;
using Wisp.Sdk;

namespace Wisp.Modules.Portal.Integration;

/// <summary>The key on each row of the list (PWD-02); while the portal is not set up it says where to do that (PWD-01).</summary>
[Feature]
internal sealed class PasswordAction(ReadPortal portal) : IClientRowAction
{
    public string Key => "portal.password";

    public Label Label => Label.Of<PortalText>("access.password");

    public int Order => 300;

    public string? Permission => PortalPermissions.RegeneratePassword;

    public string Icon => "key";

    public async Task<Label?> ObstacleAsync(CancellationToken cancellationToken) =>
        (await portal.ReadAsync(cancellationToken)).IsSetUp ? null : Label.Of<PortalText>("access.no-portal");

    public Task<IReadOnlyDictionary<Guid, string>> LinksAsync(IReadOnlyCollection<Guid> clientIds, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<Guid, string>>(clientIds.Distinct().ToDictionary(id => id, id => $"/subscribers/{id}"));
}
