using Microsoft.Extensions.Logging;
using Wisp.Contracts.Zones;
using Wisp.Modules.Zones.Domain;
using Wisp.Modules.Zones.Features.SaveBorders;
using Wisp.Sdk;

namespace Wisp.Modules.Zones.Integration;

/// <summary>Asks everyone who keeps places, without knowing who they are.</summary>
[Feature]
internal sealed class PlaceUse(IEnumerable<IZoneUse> holders, ILogger<PlaceUse> log)
{
    /// <summary>How many records hold the place; null when somebody could not answer.</summary>
    public async Task<long?> CountAsync(PlaceKind kind, Guid id, CancellationToken cancellationToken)
    {
        long count = 0;
        foreach (var holder in holders)
        {
            try
            {
                count += await holder.CountAsync(kind, id, cancellationToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Log(e, holder);
                return null;
            }
        }

        return count;
    }

    /// <summary>Who holds each place of a kind; who cannot answer is left out.</summary>
    public async Task<IReadOnlyList<PlaceUsage>> UsageAsync(PlaceKind kind, CancellationToken cancellationToken)
    {
        var all = new List<PlaceUsage>();
        foreach (var holder in holders)
        {
            try
            {
                if (await holder.UsageAsync(kind, cancellationToken) is { } usage) all.Add(usage);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Log(e, holder);
            }
        }

        return all;
    }

    /// <summary>How many records moved; null when somebody failed, and then the transaction is to be given up.</summary>
    public async Task<long?> MoveAsync(
        IWispTransaction transaction, PlaceKind kind, Guid from, Guid? to, CancellationToken cancellationToken)
    {
        long moved = 0;
        foreach (var holder in holders)
        {
            try
            {
                moved += await holder.MoveAsync(transaction, kind, from, to, cancellationToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Log(e, holder);
                return null;
            }
        }

        return moved;
    }

    /// <summary>Who would move by new borders; who cannot answer is left out.</summary>
    public async Task<IReadOnlyList<PlaceMove>> PreviewAsync(IWispTransaction transaction, BorderChange change, CancellationToken cancellationToken)
    {
        var moves = new List<PlaceMove>();
        foreach (var holder in holders)
        {
            // What one breaks must not keep the others from answering.
            await transaction.Connection.Sql("savepoint preview").RunAsync(cancellationToken);
            try
            {
                moves.AddRange(await holder.PreviewAsync(transaction, change, cancellationToken));
                await transaction.Connection.Sql("release savepoint preview").RunAsync(cancellationToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Log(e, holder);
                await transaction.Connection.Sql("rollback to savepoint preview; release savepoint preview").RunAsync(cancellationToken);
            }
        }

        return moves;
    }

    /// <summary>The jobs that follow new borders; null when somebody failed, and then the transaction is to be given up.</summary>
    public async Task<IReadOnlyList<Guid>?> FollowAsync(IWispTransaction transaction, BorderChange change, CancellationToken cancellationToken)
    {
        var jobs = new List<Guid>();
        foreach (var holder in holders)
        {
            try
            {
                if (await holder.FollowAsync(transaction, change, cancellationToken) is { } job) jobs.Add(job);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Log(e, holder);
                return null;
            }
        }

        return jobs;
    }

    /// <summary>Has everyone follow a place whose border counts in another way than before; false when somebody failed.</summary>
    public async Task<bool> FollowPlaceAsync(IWispTransaction transaction, PlaceShape shape, Guid id, CancellationToken cancellationToken)
    {
        var touched = new TouchedBorders(transaction.Connection, shape);
        await touched.AddAsync(id, null, cancellationToken);
        return touched.Change is not { } change || await FollowAsync(transaction, change, cancellationToken) is not null;
    }

    private void Log(Exception e, IZoneUse holder) =>
        log.LogError(e, "{Module} failed to answer for the places it uses", holder.GetType().Assembly.GetName().Name);
}
