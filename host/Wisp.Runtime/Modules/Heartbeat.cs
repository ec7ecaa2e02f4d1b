using System.Reflection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Wisp.Runtime.Operators;
using Wisp.Sdk;

namespace Wisp.Runtime.Modules;

/// <summary>Says every few seconds that this process is alive, and at its start what became of its modules.</summary>
internal sealed class Heartbeat(
    ProcessIdentity process, ModuleStates states, IDatabase<HostDb> database, TimeProvider clock, ILogger<Heartbeat> log) : BackgroundService
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var saved = false;
        using var timer = new PeriodicTimer(Beat, clock);
        do
        {
            try
            {
                if (!saved) await states.SaveAsync(process.Kind, stoppingToken);
                saved = true;
                await BeatAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // The database may be away for a while; the next beat tries again.
                log.LogWarning("No heartbeat: {Reason}", e.GetBaseException().Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await database.Source.Sql("delete from host.process where id = $1", process.Id).RunAsync(cancellationToken);
        }
        catch (Exception e)
        {
            // Then the others see it age; a process must be able to end without its database.
            log.LogWarning("No farewell: {Reason}", e.GetBaseException().Message);
        }
    }

    private Task BeatAsync(CancellationToken cancellationToken)
    {
        var version = typeof(Heartbeat).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";
        return database.Source.Sql(
            """
            with gone as (delete from host.process where seen_at < now() - interval '1 day')
            insert into host.process (id, kind, machine, version, started_at, seen_at) values ($1, $2, $3, $4, $5, now())
            on conflict (id) do update set seen_at = now()
            """, process.Id, ModuleStates.Name(process.Kind), Environment.MachineName, version, process.StartedAt).RunAsync(cancellationToken);
    }
}

/// <summary>This process, as the others see it.</summary>
/// <param name="Id">Made at its start.</param>
/// <param name="Kind">Web or worker.</param>
/// <param name="StartedAt">When it started.</param>
public sealed record ProcessIdentity(Guid Id, ModuleProcess Kind, DateTimeOffset StartedAt);
