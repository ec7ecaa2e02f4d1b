using NpgsqlTypes;
using Wisp.Contracts.Clients;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.BulkUpdate;

/// <summary>A client of a chunk and what the modules say of it.</summary>
internal sealed class BulkLine(Guid id)
{
    public Guid Id { get; } = id;

    public List<ClientBulkChange> Changes { get; } = [];

    public string? Skip { get; set; }

    public string Outcome => Skip is not null ? "skip" : Changes.Count > 0 ? "change" : "same";
}

/// <summary>Where a job over the frozen clients stands.</summary>
/// <param name="After">The last client behind it.</param>
/// <param name="Behind">How many are behind it.</param>
/// <param name="Total">How many there are.</param>
/// <param name="Done">How many were changed, or would be.</param>
/// <param name="Skipped">How many were skipped or are as wanted.</param>
internal sealed record BulkCursor(Guid After, long Behind, long Total, long Done, long Skipped);

/// <summary>The frozen clients of a mass update, chunk by chunk.</summary>
internal static class BulkChunk
{
    public const int Size = 5000;

    public static Task<List<Guid>> IdsAsync(IWispTransaction transaction, Guid bulk, Guid after, string condition, CancellationToken cancellationToken) =>
        transaction.Connection.Sql(
            $"select b.client_id from clients.bulk_client b where b.bulk_id = $1 and b.client_id > $2 and {condition} order by b.client_id limit {Size}", bulk, after)
            .ListAsync(row => row.GetGuid(0), cancellationToken);

    /// <summary>Holds the clients until the chunk is written, so that what is planned is what is found.</summary>
    public static Task<int> LockAsync(IWispTransaction transaction, IReadOnlyList<Guid> ids, CancellationToken cancellationToken) =>
        transaction.Connection.Sql(
            "select from clients.client c where c.id = any ($1) order by c.id for update", ids.ToArray().As(NpgsqlDbType.Array | NpgsqlDbType.Uuid))
            .RunAsync(cancellationToken);

    /// <summary>Asks each module what would become of the clients.</summary>
    /// <exception cref="InvalidOperationException">A module did not answer: then nothing is to be changed.</exception>
    public static async Task<IReadOnlyList<BulkLine>> PlanAsync(
        IContributions contributions, IReadOnlyList<MarkedFields> marked, IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
    {
        var lines = ids.Select(id => new BulkLine(id)).ToDictionary(line => line.Id);
        foreach (var (module, values) in marked)
        {
            var plans = await contributions.TryAsync(module, () => module.PlanAsync(ids, values, cancellationToken), cancellationToken);
            if (!plans.Succeeded) throw new InvalidOperationException($"{module.Key} did not say what would change.");
            foreach (var plan in plans.Value!)
            {
                if (!lines.TryGetValue(plan.ClientId, out var line)) continue;
                line.Changes.AddRange(plan.Changes);
                line.Skip ??= plan.Skip;
            }
        }

        return [.. ids.Select(id => lines[id])];
    }

    /// <summary>Those skipped, by name; whom the operator may not see any more is counted and not named.</summary>
    public static async Task<IReadOnlyList<JobError>> SkippedAsync(
        IWispTransaction transaction, IReadOnlyList<BulkLine> lines, IReadOnlySet<Guid> outside, CancellationToken cancellationToken)
    {
        var skipped = lines.Where(line => line.Skip is not null && !outside.Contains(line.Id)).ToDictionary(line => line.Id, line => line.Skip!);
        if (skipped.Count == 0) return [];
        return await transaction.Connection.Sql(
            "select c.id, coalesce(c.custom_id, c.public_id::text), c.name from clients.client c where c.id = any ($1) order by c.public_id",
            skipped.Keys.ToArray().As(NpgsqlDbType.Array | NpgsqlDbType.Uuid))
            .ListAsync(row => new JobError(null, row.GetString(1), row.GetString(2), skipped[row.GetGuid(0)]), cancellationToken);
    }
}
