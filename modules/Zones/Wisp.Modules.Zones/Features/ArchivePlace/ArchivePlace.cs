using Npgsql;
using NpgsqlTypes;
using Wisp.Modules.Zones.Data;
using Wisp.Modules.Zones.Domain;
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
        var archived = await transaction.Connection.Sql(
            $"update {shape.Table} set archived_at = $2 where id = $1 and archived_at is null and xmin = $3",
            id, clock.GetUtcNow(), input.Version.As(NpgsqlDbType.Xid)).RunAsync(cancellationToken);
        if (archived == 0) return Problem.Stale;
        if (target is not null && !await HoldAsync(transaction, shape, target.Value, cancellationToken))
            return new(nameof(input.Target), "target.gone");

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

    /// <summary>Keeps the target from being archived by somebody else before this commits.</summary>
    private static async Task<bool> HoldAsync(
        IWispTransaction transaction, PlaceShape shape, Guid target, CancellationToken cancellationToken) =>
        await transaction.Connection.Sql(
            $"select true from {shape.Table} where id = $1 and archived_at is null for update", target).ValueAsync<bool>(cancellationToken);

    private static async Task MoveChildrenAsync(
        IWispTransaction transaction, PlaceShape shape, Guid from, Guid? to, CancellationToken cancellationToken)
    {
        if (shape.Child is not { } child) return;
        await transaction.Connection.Sql(
            $"update {child.Table} set {child.ParentColumn} = $2 where {child.ParentColumn} = $1 and archived_at is null",
            from, to.As(NpgsqlDbType.Uuid)).RunAsync(cancellationToken);
    }
}
