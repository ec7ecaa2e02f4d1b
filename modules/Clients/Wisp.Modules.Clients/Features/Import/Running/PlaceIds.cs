using Wisp.Contracts.Zones;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.Import.Running;

/// <summary>Ids of places by name, kept from chunk to chunk.</summary>
internal sealed class PlaceIds(IPlaceCatalog catalog, IPlaces places)
{
    private readonly Dictionary<PlaceName, Guid> _ids = [];

    /// <summary>Looks up the chunk's names and makes nothing.</summary>
    public async Task FindAsync(IEnumerable<ImportRow> rows, CancellationToken cancellationToken)
    {
        var wanted = Missing(rows);
        if (wanted.Count > 0) Keep(await catalog.FindByNamesAsync(wanted, cancellationToken));
    }

    /// <summary>Makes what the rows name and nobody has.</summary>
    public async Task MakeAsync(IWispTransaction transaction, IEnumerable<ImportRow> rows, CancellationToken cancellationToken)
    {
        var wanted = Missing(rows);
        if (wanted.Count > 0) Keep(await places.EnsureAsync(transaction, wanted, cancellationToken));
    }

    public bool Has(PlaceName name) => _ids.ContainsKey(name);

    /// <summary>The place's id; of one that is not there yet, an id that no client has.</summary>
    public Guid? IdOf(PlaceName? name) => name is null ? null : _ids.GetValueOrDefault(name);

    private HashSet<PlaceName> Missing(IEnumerable<ImportRow> rows) =>
        rows.SelectMany(r => r.Places.All).Where(n => !_ids.ContainsKey(n)).ToHashSet();

    private void Keep(IReadOnlyDictionary<PlaceName, Guid> found)
    {
        foreach (var (name, id) in found) _ids[name] = id;
    }
}
