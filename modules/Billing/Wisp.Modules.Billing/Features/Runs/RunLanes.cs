using Npgsql;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Runs;

/// <summary>What a chunk has done, or all lanes of a run.</summary>
internal sealed record RunSums(long Invoices, long Nothing, long Problems);

/// <param name="Day">The day that is billed for, or <c>null</c> when the run is not to be gone on with.</param>
/// <param name="Failure">Why the other lane broke off, if it did.</param>
internal sealed record RunHold(DateOnly? Day, string? Failure);

/// <summary>
/// Divides what a run has to go through between two jobs, for the two cores of the smallest machine. Chunks hold the run's row shared, so that it
/// changes its state only when none is in hand; the lane that ends last changes it.
/// </summary>
[Feature]
internal sealed class RunLanes(IJobs jobs)
{
    /// <summary>So much is one chunk, and not divided.</summary>
    private const int Undivided = 5000;

    /// <summary>Divides a run, and has another job go the other half.</summary>
    /// <returns>The lane of the caller, or <c>null</c> when the run is not in that state.</returns>
    public async Task<RunLane?> DivideAsync(JobStep step, Guid run, RunAct act, CancellationToken cancellationToken)
    {
        var connection = step.Transaction.Connection;
        var held = await connection.Sql("update billing.run set job_id = $3 where id = $1 and state = $2", run, StateOf(act), step.JobId).RunAsync(cancellationToken);
        if (held == 0) return null;
        await connection.Sql("delete from billing.run_lane where run_id = $1", run).RunAsync(cancellationToken);
        var middle = await (act == RunAct.Plan
            ? connection.Sql(Middle("network.contracts_v1"), Undivided)
            : connection.Sql(Middle("billing.invoice where run_id = $2 and state = 'draft'"), Undivided, run)).ValueAsync<Guid?>(cancellationToken);
        var mine = new RunLane(0, null, middle);
        await AddAsync(connection, run, mine, step.JobId, cancellationToken);
        if (middle is null) return mine;
        var other = new RunLane(1, middle, null);
        var request = new JobRequest(RunJob.Key, new RunArguments(run, act, other)) { ReturnUrl = $"/billing/runs/{run}" };
        await AddAsync(connection, run, other, await jobs.EnqueueAsync(connection, request, cancellationToken), cancellationToken);
        return mine;
    }

    /// <summary>Holds a run for a chunk.</summary>
    /// <returns>No day when the run is not in that state, the lane was given up, or the other one was stopped.</returns>
    public async Task<RunHold> HoldAsync(JobStep step, RunCursor cursor, CancellationToken cancellationToken)
    {
        var connection = step.Transaction.Connection;
        var day = await connection.Sql(
            """
            select r.day from billing.run r
            where r.id = $1 and r.state = $2 and exists (select from billing.run_lane l where l.run_id = r.id and l.job_id = $3 and not l.is_over) for share of r
            """, cursor.RunId, StateOf(cursor.Act), step.JobId).ValueAsync<DateOnly?>(cancellationToken);
        var others = await connection.Sql("select job_id from billing.run_lane where run_id = $1 and job_id <> $2 and not is_over", cursor.RunId, step.JobId)
            .ListAsync(row => row.GetGuid(0), cancellationToken);
        foreach (var other in others)
        {
            var job = await jobs.FindAsync(other, cancellationToken);
            if (job is null or { State: JobState.Failed or JobState.Cancelled } or { CancelRequested: true }) return new RunHold(null, job?.Failure);
        }
        return new RunHold(day, null);
    }

    /// <summary>Notes what a chunk has done.</summary>
    /// <returns>What all lanes have done, this chunk included.</returns>
    public async Task<RunSums> NoteAsync(JobStep step, RunCursor cursor, RunSums chunk, CancellationToken cancellationToken) =>
        (await step.Transaction.Connection.Sql(
            """
            with mine as (
                update billing.run_lane set invoices = invoices + $3, nothing = nothing + $4, problems = problems + $5 where run_id = $1 and job_id = $2
                returning invoices, nothing, problems)
            select sum(invoices)::bigint, sum(nothing)::bigint, sum(problems)::bigint from (
                select * from mine union all select invoices, nothing, problems from billing.run_lane where run_id = $1 and job_id <> $2) l
            """, cursor.RunId, step.JobId, chunk.Invoices, chunk.Nothing, chunk.Problems)
            .ListAsync(row => new RunSums(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2)), cancellationToken)).Single();

    /// <summary>Ends a lane, when no other chunk of the run is in hand.</summary>
    /// <returns>Whether it was the last one.</returns>
    public async Task<bool> EndAsync(JobStep step, RunCursor cursor, CancellationToken cancellationToken)
    {
        var connection = step.Transaction.Connection;
        await connection.Sql("select from billing.run where id = $1 for update", cursor.RunId).RunAsync(cancellationToken);
        await connection.Sql("update billing.run_lane set is_over = true where run_id = $1 and job_id = $2", cursor.RunId, step.JobId).RunAsync(cancellationToken);
        return await connection.Sql("select bool_and(is_over) from billing.run_lane where run_id = $1", cursor.RunId).ValueAsync<bool>(cancellationToken);
    }

    private static Task<int> AddAsync(NpgsqlConnection connection, Guid run, RunLane lane, Guid job, CancellationToken cancellationToken) => connection.Sql(
        "insert into billing.run_lane (run_id, place, job_id) values ($1, $2, $3)", run, lane.Place, job).RunAsync(cancellationToken);

    private static string Middle(string keys) =>
        $"""
        with counted as (select count(*) as all_of_them from (select from {keys}) k)
        select id from (select id from {keys}) k where (select all_of_them from counted) > $1 order by id offset (select all_of_them / 2 from counted) limit 1
        """;

    private static string StateOf(RunAct act) => act == RunAct.Plan ? "planning" : "issuing";
}
