namespace Wisp.Contracts.Zones;

/// <summary>Reads live places, for forms and dry runs. Names of archived ones are in the published views.</summary>
public interface IPlaceCatalog
{
    /// <summary>All live places of a kind, in the order of their names.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The options; empty when none was made yet.</returns>
    Task<IReadOnlyList<PlaceOption>> ListAsync(PlaceKind kind, CancellationToken cancellationToken = default);

    /// <summary>Looks names up as <see cref="IPlaces.EnsureAsync"/> does, and makes nothing.</summary>
    /// <param name="wanted">Names in any spelling.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The ids of those that exist, under the very record that asked; the others are absent.</returns>
    /// <exception cref="ArgumentException">A name is blank or longer than <see cref="PlaceName.MaxLength"/>.</exception>
    Task<IReadOnlyDictionary<PlaceName, Guid>> FindByNamesAsync(
        IReadOnlyCollection<PlaceName> wanted, CancellationToken cancellationToken = default);
}

/// <summary>A place to choose in a form.</summary>
/// <param name="Id">The place.</param>
/// <param name="Name">Its name.</param>
/// <param name="ParentId">The city of a neighbourhood, the state of a city, or <c>null</c>.</param>
public sealed record PlaceOption(Guid Id, string Name, Guid? ParentId);
