using System.Globalization;

namespace Wisp.Runtime.Tests.Jobs;

/// <summary>The arguments of the fixture's job, which does as it is told.</summary>
internal sealed record Script(int Steps, int Milliseconds = 0, int FailAt = 0, int FailTimes = 0, string? Refuse = null, bool Errors = false, bool File = false);

/// <summary>What a job did, as its effects tell.</summary>
internal sealed record Effect(int Step, string Note, int Process);

/// <summary>Asking for jobs and seeing what became of them.</summary>
internal static class Scripts
{
    public static readonly Actor Asker = new(null, "Ana", "form", null, "192.0.2.1");

    public static async Task<Guid> AskAsync(this RuntimeProcess runtime, Script script, string key = "work.scripted", string culture = "es")
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
        using var acting = runtime.Actors.Begin(Asker);
        await using var transaction = await runtime.Connections.BeginAsync("work", CancellationToken.None);
        var job = await runtime.Get<IJobs>().EnqueueAsync(transaction.Connection, new JobRequest(key, script) { Title = "one", ReturnUrl = "/" });
        await transaction.CommitAsync();
        return job;
    }

    public static async Task<JobView> FindAsync(this RuntimeProcess runtime, Guid job) => (await runtime.Get<IJobs>().FindAsync(job))!;

    public static Task<JobView> UntilAsync(this RuntimeProcess runtime, Guid job, Func<JobView, bool> wanted, int seconds = 60) =>
        Eventually.BecomesAsync(() => runtime.FindAsync(job), wanted, seconds);

    public static async Task<JobView> EndAsync(this RuntimeProcess runtime, Guid job, JobState state = JobState.Done, int seconds = 60)
    {
        var ended = await runtime.UntilAsync(job, j => j.State is not (JobState.Queued or JobState.Running), seconds);
        Assert.Equal((state, true), (ended.State, ended.FinishedAt is not null));
        return ended;
    }

    public static async Task<List<Effect>> EffectsAsync(this TestDatabase database, Guid job)
    {
        await using var connection = await database.OpenAsync();
        return await connection.Sql("select step, note, process from work.effect where job_id = $1 order by begun_at", job)
            .ListAsync(row => new Effect(row.GetInt32(0), row.GetString(1), row.GetInt32(2)));
    }

    /// <summary>Each step of each job once, in order, and no two of a job at a time.</summary>
    public static async Task EachStepOnceAsync(this TestDatabase database, int steps, params IEnumerable<Guid> jobs)
    {
        foreach (var job in jobs)
            Assert.Equal(Enumerable.Range(1, steps), (await database.EffectsAsync(job)).Select(e => e.Step));
        Assert.Equal(0, await database.ValueAsync<long>(
            """
            select count(*) from work.effect a join work.effect b on a.job_id = b.job_id and a.step < b.step
            where b.begun_at < a.ended_at - interval '1 ms'
            """));
    }
}
