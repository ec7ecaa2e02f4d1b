using Npgsql;
using Wisp.Sdk;

namespace Wisp.Runtime.Jobs;

/// <summary>What the engine calls when a timer is due: it records a job like any other.</summary>
public sealed class TimerRunner(IModuleConnections connections, IJobs jobs, IActorAccessor actors)
{
    /// <summary>Records the timer's job, unless the one before is still under way.</summary>
    /// <param name="timer">The timer's key.</param>
    /// <param name="jobKey">The kind of job.</param>
    /// <param name="cancellationToken">Set when the worker stops.</param>
    /// <returns>Done when recorded.</returns>
    public async Task FireAsync(string timer, string jobKey, CancellationToken cancellationToken)
    {
        using var acting = actors.Begin(new Actor(null, timer, "timer"));
        await using var transaction = await connections.BeginAsync(HostModule.Id, cancellationToken);
        var (job, begun) = await BeginAsync(transaction.Connection, jobs, new JobRequest(jobKey, new { }), cancellationToken);
        if (!begun) return;
        await transaction.Connection.Sql("update host.job set timer = $2 where id = $1", job, timer).RunAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Records a timer's job in the caller's transaction, unless one of its kind is still under way.</summary>
    /// <param name="connection">A connection of the host's.</param>
    /// <param name="jobs">Records it.</param>
    /// <param name="request">The job.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    /// <returns>The job, or the one that is under way, and whether it was recorded now.</returns>
    public static async Task<(Guid Job, bool Begun)> BeginAsync(NpgsqlConnection connection, IJobs jobs, JobRequest request, CancellationToken cancellationToken)
    {
        await connection.Sql("select pg_advisory_xact_lock(hashtextextended($1, 7702))", request.Key).RunAsync(cancellationToken);
        var busy = await connection.Sql("select id from host.job where key = $1 and state in ('queued', 'running') limit 1", request.Key)
            .ListAsync(row => row.GetGuid(0), cancellationToken);
        return busy is [var job] ? (job, false) : (await jobs.EnqueueAsync(connection, request, cancellationToken), true);
    }
}
