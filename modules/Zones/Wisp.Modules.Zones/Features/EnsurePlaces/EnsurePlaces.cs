using Wisp.Contracts.Zones;
using Wisp.Sdk;

namespace Wisp.Modules.Zones.Features.EnsurePlaces;

[Feature]
internal sealed class EnsurePlaces : IPlaces
{
    public async Task<IReadOnlyDictionary<PlaceName, Guid>> EnsureAsync(
        IWispTransaction transaction, IReadOnlyCollection<PlaceName> wanted, CancellationToken cancellationToken = default)
    {
        await using var part = await transaction.EnterAsync("zones", cancellationToken);
        return await new PlaceLookup(transaction.Connection) { MakesMissing = true }.FindAsync(wanted, cancellationToken);
    }
}
