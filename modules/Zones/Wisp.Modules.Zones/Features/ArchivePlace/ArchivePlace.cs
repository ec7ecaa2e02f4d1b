using Npgsql;
using NpgsqlTypes;
using Wisp.Modules.Zones.Data;
using Wisp.Modules.Zones.Domain;
using Wisp.Modules.Zones.Integration;
using Wisp.Sdk;

namespace Wisp.Modules.Zones.Features.ArchivePlace;

/// <summary>Archives a place and moves what it held, all or nothing.</summary>
[Feature]
internal sealed class ArchivePlace(IDatabase<ZonesDb> database, PlanArchive plans, PlaceUse use, TimeProvider clock)
{
    public async Task<Problem?> RunAsync(PlaceShape shape, Guid id, ArchiveInput input, CancellationToken cancellationToken)
    {
        var plan = await plans.RunAsync(shape, id, cancellationToken);
        if (plan is null) return Problem.Stale;
        if (plan.Holders is null) return new("", "use.unknown");
        if (TargetProblem(shape, plan, input) is { } problem) return problem;

        Guid? target = Guid.TryParse(input.Target, out var chosen) ? chosen : null;
        await using var transaction = await database.BeginAsync(cancellationToken);
        if (target is not null && !await HoldAsync(transaction, shape, id, target.Value, cancellationToken))
            return new(nameof(input.Target), "target.gone");
        var archived = await transaction.Connection.Sql(
            $"update {shape.Table} set archived_at = $2 where id = $1 and archived_at is null and xmin = $3",
            id, clock.GetUtcNow(), input.Version.As(NpgsqlDbType.Xid)).RunAsync(cancellationToken);
        if (archived == 0) return Problem.Stale;

        try
        {
            await MoveChildrenAsync(transaction, shape, id, target, cancellationToken);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return new(nameof(input.Target), shape.Key("target.clash"));
        }

        // Also when none was counted: somebody may have taken the place meanwhile.
        if (await use.MoveAsync(transaction, shape.Kind, id, target, cancellationToken) is null) return new("", "use.failed");
        await transaction.CommitAsync(cancellationToken);
        return null;
    }

    private static Problem? TargetProblem(PlaceShape shape, ArchivePlan plan, ArchiveInput input)
    {
        if (!plan.InUse) return null;
        if (string.IsNullOrEmpty(input.Target)) return new(nameof(input.Target), "target.missing");
        if (input.Target == ArchiveInput.Nowhere)
            return plan.MayBeNowhere ? null : new(nameof(input.Target), shape.Key("target.needed"));
        return Guid.TryParse(input.Target, out var id) && plan.Targets.Any(t => t.Id == id) ? null : new(nameof(input.Target), "target.gone");
    }

    /// <summary>
    /// Keeps the target from being archived by somebody else before this commits. Both rows are locked in one order, so that two
    /// places archived into each other wait instead of locking each other out.
    /// </summary>
    private static async Task<bool> HoldAsync(
        IWispTransaction transaction, PlaceShape shape, Guid from, Guid target, CancellationToken cancellationToken)
    {
        var live = await transaction.Connection.Sql(
            $"select id from {shape.Table} where id in ($1, $2) and archived_at is null order by id for update", from, target)
            .ListAsync(row => row.GetGuid(0), cancellationToken);
        return live.Contains(target);
    }

    private static async Task MoveChildrenAsync(
        IWispTransaction transaction, PlaceShape shape, Guid from, Guid? to, CancellationToken cancellationToken)
    {
        if (shape.Child is not { } child) return;
        await transaction.Connection.Sql(
            $"update {child.Table} set {child.ParentColumn} = $2 where {child.ParentColumn} = $1 and archived_at is null",
            from, to.As(NpgsqlDbType.Uuid)).RunAsync(cancellationToken);
    }
}
