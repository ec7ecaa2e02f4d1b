using NpgsqlTypes;
using Wisp.Modules.Clients.Data;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.People;

/// <summary>What became of the wish to archive somebody.</summary>
/// <param name="Problem">Why it was not done, or <c>null</c>.</param>
/// <param name="Job">The job that moves the clients, when they are too many for a request.</param>
internal sealed record Archived(PeopleProblem? Problem, Guid? Job = null);

/// <summary>
/// Archives a person, who is no operator's any more, and moves the clients where it was asked: few at once, all or nothing, many by a
/// job that follows.
/// </summary>
[Feature]
internal sealed class ArchivePerson(IDatabase<ClientsDb> database, IJobs jobs, TimeProvider clock)
{
    public async Task<Archived> RunAsync(PeopleShape shape, ArchivePlan plan, ArchiveInput input, CancellationToken cancellationToken)
    {
        if (TargetProblem(plan, input) is { } problem) return new(problem);
        var id = plan.Person.Id;
        Guid? target = Guid.TryParse(input.Target, out var chosen) ? chosen : null;

        await using var transaction = await database.BeginAsync(cancellationToken);
        if (target is not null && !await HoldAsync(transaction, shape, id, target.Value, cancellationToken)) return new(TargetGone());
        var now = clock.GetUtcNow();
        var archived = await transaction.Connection.Sql(
            $"""
            update clients.{shape.Table} set archived = true, operator_id = null, updated_at = $2
            where id = $1 and not archived and xmin = $3
            """, id, now, input.Version.As(NpgsqlDbType.Xid)).RunAsync(cancellationToken);
        if (archived == 0) return new(PeopleProblem.Stale);

        var moves = target is not null || input.Target == ArchiveInput.Nobody;
        Guid? job = moves && plan.IsLong ? await EnqueueAsync(transaction, shape, plan, target, cancellationToken) : null;
        if (moves && job is null)
        {
            await transaction.Connection.Sql(
                $"update clients.client set {shape.Column} = $2, updated_at = $3 where {shape.Column} = $1",
                id, target.As(NpgsqlDbType.Uuid), now).RunAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return new(null, job);
    }

    private Task<Guid> EnqueueAsync(IWispTransaction transaction, PeopleShape shape, ArchivePlan plan, Guid? target, CancellationToken cancellationToken)
    {
        var request = new JobRequest(MoveClientsJob.Key, new MoveClientsArguments(shape.Slug, plan.Person.Id, target))
        {
            Title = plan.Person.Name,
            ReturnUrl = shape.Url,
        };
        return jobs.EnqueueAsync(transaction.Connection, request, cancellationToken);
    }

    private static PeopleProblem? TargetProblem(ArchivePlan plan, ArchiveInput input)
    {
        if (string.IsNullOrEmpty(input.Target)) return plan.InUse ? new(nameof(input.Target), "target.missing") : null;
        if (input.Target is ArchiveInput.Keep or ArchiveInput.Nobody) return null;
        return Guid.TryParse(input.Target, out var id) && plan.Targets.Any(t => t.Id == id) ? null : TargetGone();
    }

    private static PeopleProblem TargetGone() => new(nameof(ArchiveInput.Target), "target.gone");

    /// <summary>
    /// Keeps the target from being archived by somebody else before this commits. Both rows are locked in one order, so that two
    /// people archived into each other wait instead of locking each other out.
    /// </summary>
    private static async Task<bool> HoldAsync(
        IWispTransaction transaction, PeopleShape shape, Guid from, Guid target, CancellationToken cancellationToken)
    {
        var live = await transaction.Connection.Sql(
            $"select id from clients.{shape.Table} where id in ($1, $2) and not archived order by id for no key update", from, target)
            .ListAsync(row => row.GetGuid(0), cancellationToken);
        return live.Contains(target);
    }
}
