namespace Wisp.Runtime.Tests.Jobs;

public sealed class RetryTests(HastyWorker work) : IClassFixture<HastyWorker>
{
    [Fact]
    public async Task A_step_that_keeps_failing_is_tried_five_times_ever_later_and_then_shown_with_its_message()
    {
        var job = await work.Runtime.AskAsync(new Script(3, FailAt: 2, FailTimes: int.MaxValue));

        var ended = await work.Runtime.EndAsync(job, JobState.Failed);

        Assert.Equal("attempt 5 timed out", ended.Failure);
        await work.Database.EachStepOnceAsync(1, job);
        await using var connection = await work.Database.OpenAsync();
        var waits = await connection.Sql(
            "select extract(epoch from at - lag(at) over (order by at))::float8 from work.attempt where job_id = $1 order by at offset 1", job)
            .ListAsync(row => row.GetDouble(0));
        // 5 s × 3, 9, 27 and 81, a hundredth of it.
        Assert.Equal(4, waits.Count);
        Assert.True(waits[0] >= 0.15 && waits[1] >= 0.45 && waits[2] >= 1.35 && waits[3] >= 4.05, string.Join(", ", waits));
    }

    [Fact]
    public async Task A_step_that_works_in_the_end_leaves_no_trace_of_its_failures()
    {
        var job = await work.Runtime.AskAsync(new Script(3, FailAt: 2, FailTimes: 2));

        var ended = await work.Runtime.EndAsync(job);

        Assert.Null(ended.Failure);
        await work.Database.EachStepOnceAsync(3, job);
        Assert.Equal(3, await work.Database.ValueAsync<long>("select count(*) from work.attempt where job_id = $1", job));
    }

    [Fact]
    public async Task A_job_that_waits_for_its_next_try_can_be_cancelled_at_once()
    {
        var job = await work.Runtime.AskAsync(new Script(1, FailAt: 1, FailTimes: int.MaxValue));
        await Eventually.BecomesAsync(
            () => work.Database.ValueAsync<bool>("select not_before > now() + interval '1 s' from host.job where id = $1", job), waits => waits);

        await work.Runtime.Get<IJobs>().CancelAsync(job);

        await work.Runtime.EndAsync(job, JobState.Cancelled);
    }

    [Fact]
    public async Task A_job_that_takes_its_worker_down_every_time_is_given_up()
    {
        await work.Database.RunAsync("alter table host.job alter attempts set default 10");
        var job = await work.Runtime.AskAsync(new Script(1));
        await work.Database.RunAsync("alter table host.job alter attempts set default 0");

        Assert.Contains("10 veces", (await work.Runtime.EndAsync(job, JobState.Failed)).Failure, StringComparison.Ordinal);
        Assert.Empty(await work.Database.EffectsAsync(job));
    }

    [Fact]
    public async Task A_job_with_a_language_that_nobody_knows_fails_and_is_not_run_for_ever()
    {
        await using var connection = await work.Database.OpenAsync();
        var job = await connection.Sql("select host.enqueue_job('work.scripted', '{\"steps\": 1}', null, null, 'not a culture')").ValueAsync<Guid>();

        await work.Runtime.EndAsync(job, JobState.Failed);
    }
}
