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
        await transaction.Connection.Sql("select pg_advisory_xact_lock(hashtextextended($1, 7702))", jobKey).RunAsync(cancellationToken);
        var busy = await transaction.Connection.Sql(
            "select exists (select from host.job where key = $1 and state in ('queued', 'running'))", jobKey).ValueAsync<bool>(cancellationToken);
        if (busy) return;
        var job = await jobs.EnqueueAsync(transaction.Connection, new JobRequest(jobKey, new { }), cancellationToken);
        await transaction.Connection.Sql("update host.job set timer = $2 where id = $1", job, timer).RunAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
