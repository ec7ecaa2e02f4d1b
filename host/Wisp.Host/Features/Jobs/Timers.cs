using Cronos;
using Wisp.Host.Shell;
using Wisp.Runtime.Jobs;
using Wisp.Runtime.Operators;
using Wisp.Sdk;

namespace Wisp.Host.Features.Jobs;

/// <summary>A job that starts by the clock.</summary>
/// <param name="Key">The timer.</param>
/// <param name="Text">What it does.</param>
/// <param name="Last">That kind's last job, whoever began it, or <c>null</c>.</param>
/// <param name="Next">When it starts next.</param>
public sealed record TimerLine(string Key, string Text, JobView? Last, DateTimeOffset? Next);

/// <summary>What starts by the clock, and starting it by hand.</summary>
[Feature]
public sealed class Timers(LoadedContributions loaded, IDatabase<HostDb> database, IJobs jobs, JobReader reader, IIsp isp, TimeProvider clock)
{
    private IEnumerable<TimerDefinition> All => loaded.All.SelectMany(module => module.Contributions.Timers);

    public async Task<IReadOnlyList<TimerLine>> ReadAsync(CancellationToken cancellationToken)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById((await isp.SettingsAsync(cancellationToken)).TimeZone);
        var last = (await database.Source.Sql(
            $"""
            select {JobRows.Columns}
            from unnest($1::text[]) as t(wanted)
            cross join lateral (select * from host.job_v1 where key = wanted order by created_at desc limit 1) j
            """, All.Select(timer => timer.JobKey).Distinct().ToArray().As(NpgsqlTypes.NpgsqlDbType.Array | NpgsqlTypes.NpgsqlDbType.Text))
            .ListAsync(JobRows.Read, cancellationToken)).ToDictionary(job => job.Key);
        return
        [
            .. All.Select(timer => new TimerLine(
                timer.Key, reader.KindText(timer.JobKey), last.GetValueOrDefault(timer.JobKey),
                CronExpression.Parse(timer.Cron).GetNextOccurrence(clock.GetUtcNow(), zone)))
            .OrderBy(line => line.Next),
        ];
    }

    /// <summary>Starts a timer's job now, in the name of whoever asks, unless it is under way.</summary>
    /// <returns>The job; <c>null</c> when there is no such timer.</returns>
    public async Task<Guid?> RunAsync(string key, CancellationToken cancellationToken)
    {
        if (All.FirstOrDefault(timer => timer.Key == key) is not { } timer) return null;
        await using var transaction = await database.BeginAsync(cancellationToken);
        var (job, _) = await TimerRunner.BeginAsync(transaction.Connection, jobs, new JobRequest(timer.JobKey, new { }) { ReturnUrl = "/jobs/timers" }, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return job;
    }
}
