using Hangfire;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Wisp.Sdk;

namespace Wisp.Runtime.Jobs;

/// <summary>Gives the modules' timers to the engine, in the ISP's time zone.</summary>
internal sealed class TimerSchedule(IServiceProvider services, IRecurringJobManager engine, IIsp isp) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById((await isp.SettingsAsync(stoppingToken)).TimeZone);
        var timers = WispRuntime.AllContributions(services).SelectMany(module => module.Contributions.Timers);
        foreach (var timer in timers)
            engine.AddOrUpdate<TimerRunner>(
                timer.Key, runner => runner.FireAsync(timer.Key, timer.JobKey, CancellationToken.None), timer.Cron,
                new RecurringJobOptions { TimeZone = zone });
    }
}
