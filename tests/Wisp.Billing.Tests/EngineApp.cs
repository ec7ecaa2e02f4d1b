using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Wisp.Runtime.Jobs;
using Wisp.Sdk;

namespace Wisp.Billing.Tests;

/// <summary>The web process with the engine in it: timers and jobs go when a test says so, by the clock that it set.</summary>
public sealed class EngineApp : BillingApp
{
    /// <summary>Sets the clock, and signs in again: sessions end with time.</summary>
    /// <param name="utc">Like <c>2027-09-05 03:59:30</c>.</param>
    public Task SetAsync(string utc) => SetAsync(Instant(utc));

    public async Task SetAsync(DateTimeOffset now)
    {
        SetClock(now);
        Admin = await Wisp.SignInAsAdminAsync();
    }

    public void SetClock(DateTimeOffset now) => Wisp.Clock.Set(now);

    public Task ZoneAsync(string zone) => InScopeAsync(async services =>
    {
        await services.GetRequiredService<ISettings>().SetAsync("host.isp", IspSettings.Default with { TimeZone = zone });
        return true;
    });

    /// <summary>Lets timers go as the schedule does, and does all that follows.</summary>
    public async Task TickAsync(params string[] timers)
    {
        foreach (var timer in timers)
        {
            await FireAsync(timer);
            await RunJobsAsync();
        }
    }

    /// <summary>Lets a timer go and leaves its job waiting.</summary>
    public Task FireAsync(string timer) => InScopeAsync(async services =>
    {
        await ActivatorUtilities.CreateInstance<TimerRunner>(services).FireAsync(timer, timer, CancellationToken.None);
        return true;
    });

    /// <summary>Does the jobs that wait, and those that they leave.</summary>
    public async Task RunJobsAsync()
    {
        while (await NextJobAsync() is { } job) await RunJobAsync(job);
        Assert.Null(await Database.ValueAsync<string>("select string_agg(key || ': ' || failure, '; ') from host.job where failure is not null"));
    }

    public Task<Guid?> NextJobAsync() => Database.ValueAsync<Guid?>(
        "select id from host.job where state in ('queued', 'running') and not_before <= now() and key like 'billing.%' order by created_at limit 1");

    public Task RunJobAsync(Guid job) => InScopeAsync(async services =>
    {
        await ActivatorUtilities.CreateInstance<JobRunner>(services).RunAsync(job, CancellationToken.None);
        return true;
    });

    public static DateTimeOffset Instant(string utc) => DateTimeOffset.Parse(utc, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
