namespace Wisp.Runtime.Tests.Jobs;

public sealed class CutConnectionTests(WorkDatabase work) : IClassFixture<WorkDatabase>
{
    private TestDatabase Database => work.Database;

    [Fact]
    public async Task A_job_whose_connections_are_cut_again_and_again_still_does_every_step_once()
    {
        await using var one = await WorkingDatabase.StartWorkerAsync(Database);
        await using var two = await WorkingDatabase.StartWorkerAsync(Database);
        var jobs = new List<Guid>();
        for (var i = 0; i < 4; i++) jobs.Add(await work.Runtime.AskAsync(new Script(15, Milliseconds: 60)));
        for (var cut = 0; cut < 4; cut++)
        {
            await Task.Delay(Random.Shared.Next(200, 500));
            await Database.RunAsync(
                """
                select pg_terminate_backend(pid) from pg_stat_activity
                where datname = current_database() and usename = 'wisp_app' and ($1 or pid % 2 = 0)
                """, cut % 2 == 0);
        }

        foreach (var job in jobs) await EndAsync(job);

        await Database.EachStepOnceAsync(15, jobs);
        Assert.False(one.HasExited || two.HasExited, one.Output + two.Output);
    }

    // The connections of the test itself were cut too.
    private Task EndAsync(Guid job) => Eventually.BecomesAsync(
        () => Database.ValueAsync<string>("select state from host.job where id = $1", job), state => state == "done", 60);
}
