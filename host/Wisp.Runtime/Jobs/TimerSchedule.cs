using Hangfire;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Wisp.Sdk;

namespace Wisp.Runtime.Jobs;

/// <summary>Gives the modules' timers to the engine, in the ISP's time zone.</summary>
internal sealed class TimerSchedule(IServiceProvider services, IRecurringJobManager engine, IIsp isp, WispOptions options, ILogger<TimerSchedule> log)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!await TryScheduleAsync(stoppingToken)) await Task.Delay(options.Wait(5), stoppingToken);
    }

    private async Task<bool> TryScheduleAsync(CancellationToken stoppingToken)
    {
        try
        {
            await ScheduleAsync(stoppingToken);
            return true;
        }
        catch (Exception e) when (!stoppingToken.IsCancellationRequested)
        {
            // The database may be away for a while.
            log.LogWarning("Timers cannot be set: {Reason}", e.GetBaseException().Message);
            return false;
        }
    }

    private async Task ScheduleAsync(CancellationToken stoppingToken)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById((await isp.SettingsAsync(stoppingToken)).TimeZone);
        var timers = WispRuntime.AllContributions(services).SelectMany(module => module.Contributions.Timers);
        foreach (var timer in timers)
            engine.AddOrUpdate<TimerRunner>(
                timer.Key, runner => runner.FireAsync(timer.Key, timer.JobKey, CancellationToken.None), timer.Cron,
                new RecurringJobOptions { TimeZone = zone });
    }
}
