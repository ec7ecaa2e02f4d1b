using Hangfire;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;
using Wisp.Sdk;

namespace Wisp.Runtime.Jobs;

/// <summary>Hands jobs to the engine: at once when one is recorded, and in a sweep every unfinished one that no worker has in hand.</summary>
internal sealed class JobDispatcher(
    IModuleConnections connections, IBackgroundJobClient engine, JobRegistry registry, WispOptions options, ILogger<JobDispatcher> log)
    : BackgroundService
{
    private readonly TimeSpan _sweep = options.Wait(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // The database may be away for a while; the loop tries again.
                log.LogWarning("Jobs cannot be handed over: {Reason}", e.GetBaseException().Message);
                await Task.Delay(_sweep, stoppingToken);
            }
        }
    }

    private async Task ListenAsync(CancellationToken stoppingToken)
    {
        await using var connection = await connections.Source(HostModule.Id).OpenConnectionAsync(stoppingToken);
        await connection.Sql("listen wisp_job").RunAsync(stoppingToken);
        while (true)
        {
            await HandOverAsync(connection, stoppingToken);
            await connection.WaitAsync(_sweep, stoppingToken);
        }
    }

    private async Task HandOverAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        // Of the kinds that this worker knows: others wait for a worker that has their module.
        // A waiting job may stay in a full engine's queue for long; a begun one without a holder has lost its worker.
        var jobs = await connection.Sql(
            """
            update host.job set handed_at = now()
            where id in (
              select id from host.job
              where state in ('queued', 'running') and not_before <= now() and key = any ($1)
                and (handed_at is null or handed_at < now() - case state when 'running' then $2::interval else $3::interval end)
                and host.job_is_free(id)
              order by created_at
              for update skip locked)
            returning id
            """, registry.Jobs.Keys.ToArray().As(NpgsqlDbType.Array | NpgsqlDbType.Text), options.Wait(10), options.Wait(60)).ListAsync(row => row.GetGuid(0), cancellationToken);
        foreach (var job in jobs) engine.Enqueue<JobRunner>(runner => runner.RunAsync(job, CancellationToken.None));
    }
}
