using Wisp.Sdk;

namespace Wisp.Contracts.Zones;

/// <summary>
/// Extension point: whoever keeps places with its own records (clients) answers here, so that a place in use is not
/// archived under them. Register any number of implementations; Zones asks them all.
/// </summary>
public interface IZoneUse
{
    /// <summary>How many records hold the place.</summary>
    /// <param name="kind">The kind of place.</param>
    /// <param name="id">The place.</param>
    /// <param name="cancellationToken">Cancels the counting.</param>
    /// <returns>The exact number.</returns>
    Task<long> CountAsync(PlaceKind kind, Guid id, CancellationToken cancellationToken = default);

    /// <summary>How many records hold each place of a kind, for the map of that kind. The reader sees only what he may see.</summary>
    /// <param name="kind">The kind of place.</param>
    /// <param name="cancellationToken">Cancels the counting.</param>
    /// <returns>The numbers and where they are listed; <c>null</c> when the reader may see nothing of it.</returns>
    Task<PlaceUsage?> UsageAsync(PlaceKind kind, CancellationToken cancellationToken = default) => Task.FromResult<PlaceUsage?>(null);

    /// <summary>
    /// Moves every record from one place to another of the same kind, set-based. The implementation enters its own role on the
    /// transaction. When a city changes, its live neighbourhoods have already moved along; a neighbourhood moves only within
    /// its city. An exception rolls everything back.
    /// </summary>
    /// <param name="transaction">The transaction in which the place is archived.</param>
    /// <param name="kind">The kind of place.</param>
    /// <param name="from">The place that will be archived.</param>
    /// <param name="to">Where they go, or <c>null</c> to leave them without one.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <returns>The number of records moved.</returns>
    Task<long> MoveAsync(
        IWispTransaction transaction, PlaceKind kind, Guid from, Guid? to, CancellationToken cancellationToken = default);

    /// <summary>
    /// Says who would move if the borders, which stand changed in the transaction, were to stay so. It changes nothing; the
    /// transaction may be rolled back afterwards.
    /// </summary>
    /// <param name="transaction">The transaction with the new borders. The implementation enters its own role.</param>
    /// <param name="change">What changed.</param>
    /// <param name="cancellationToken">Cancels the counting.</param>
    /// <returns>Exact numbers, the largest first; empty when nobody moves or nothing is held by its point.</returns>
    Task<IReadOnlyList<PlaceMove>> PreviewAsync(
        IWispTransaction transaction, BorderChange change, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<PlaceMove>>([]);

    /// <summary>Records the job that moves who is held by its point, in the transaction that changes the borders.</summary>
    /// <param name="transaction">The transaction with the new borders. The implementation enters its own role.</param>
    /// <param name="change">What changed.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    /// <returns>The job, or <c>null</c> when there is none to do.</returns>
    Task<Guid?> FollowAsync(IWispTransaction transaction, BorderChange change, CancellationToken cancellationToken = default) =>
        Task.FromResult<Guid?>(null);
}
