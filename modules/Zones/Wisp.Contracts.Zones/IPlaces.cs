using Wisp.Sdk;

namespace Wisp.Contracts.Zones;

/// <summary>Makes places for whoever brings data by name, such as an import.</summary>
public interface IPlaces
{
    /// <summary>
    /// Finds each place among the live ones and makes the missing, with the state or city that they name. Set-based: call
    /// it once with the names of a whole chunk. Runs in the module's own role and leaves the caller's as it was.
    /// </summary>
    /// <param name="transaction">The caller's transaction; what was made goes back with it.</param>
    /// <param name="wanted">Names in any spelling; repeated ones are welcome.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <returns>The id of every wanted name, under the very record that asked.</returns>
    /// <exception cref="ArgumentException">A name is blank or longer than <see cref="PlaceName.MaxLength"/>.</exception>
    Task<IReadOnlyDictionary<PlaceName, Guid>> EnsureAsync(
        IWispTransaction transaction, IReadOnlyCollection<PlaceName> wanted, CancellationToken cancellationToken = default);
}
