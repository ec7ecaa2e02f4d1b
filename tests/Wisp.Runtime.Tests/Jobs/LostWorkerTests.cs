namespace Wisp.Runtime.Tests.Jobs;

public sealed class LostWorkerTests(WorkDatabase work) : IClassFixture<WorkDatabase>
{
    private TestDatabase Database => work.Database;

    private RuntimeProcess Runtime => work.Runtime;

    [Fact]
    public async Task After_a_kill_another_worker_goes_on_from_the_cursor()
    {
        Guid job;
        int killed;
        await using (var first = await WorkingDatabase.StartWorkerAsync(Database))
        {
            killed = first.Id;
            job = await Runtime.AskAsync(new Script(12, Milliseconds: 100));
            await Runtime.UntilAsync(job, j => j.Counts.Done >= 4);
            await first.KillAsync();
        }

        var before = await Database.EffectsAsync(job);
        Assert.InRange(before.Count, 4, 11);
        await using var second = await WorkingDatabase.StartWorkerAsync(Database);
        await Runtime.EndAsync(job);

        await Database.EachStepOnceAsync(12, job);
        var after = await Database.EffectsAsync(job);
        Assert.All(after.Take(before.Count), e => Assert.Equal(killed, e.Process));
        Assert.All(after.Skip(before.Count), e => Assert.Equal(second.Id, e.Process));
    }

    [Fact]
    public async Task Two_workers_that_are_killed_again_and_again_do_every_step_once()
    {
        var jobs = new List<Guid>();
        for (var i = 0; i < 20; i++) jobs.Add(await Runtime.AskAsync(new Script(8, Milliseconds: 40)));
        var workers = new List<WorkerProcess>
        {
            await WorkingDatabase.StartWorkerAsync(Database, slots: 2), await WorkingDatabase.StartWorkerAsync(Database, slots: 2),
        };
        var ids = workers.Select(w => w.Id).ToHashSet();
        for (var kill = 0; kill < (Places.Deep ? 40 : 2); kill++)
        {
            await Task.Delay(Random.Shared.Next(100, 700));
            await workers[kill % 2].DisposeAsync();
            workers[kill % 2] = await WorkingDatabase.StartWorkerAsync(Database, slots: 2);
            ids.Add(workers[kill % 2].Id);
            if (Places.Deep && kill % 4 == 3) for (var i = 0; i < 20; i++) jobs.Add(await Runtime.AskAsync(new Script(8, Milliseconds: 40)));
        }

        foreach (var job in jobs) await Runtime.EndAsync(job, seconds: 120);

        await Database.EachStepOnceAsync(8, jobs);
        var used = await Database.ValueAsync<long>("select count(distinct process) from work.effect");
        Assert.True(used >= 2, $"{used} of {ids.Count} workers did anything");
        foreach (var worker in workers) await worker.DisposeAsync();
    }

    [Fact]
    public async Task Nobody_runs_a_frozen_workers_job_beside_it()
    {
        await using var frozen = await WorkingDatabase.StartWorkerAsync(Database, waitFactor: 0.02);
        var job = await Runtime.AskAsync(new Script(10, Milliseconds: 100));
        await Runtime.UntilAsync(job, j => j.Counts.Done >= 3);
        var sleep = await frozen.FrozenAsync();
        await using var other = await WorkingDatabase.StartWorkerAsync(Database, waitFactor: 0.02);
        await using (sleep)
        {
            var steps = (await Database.EffectsAsync(job)).Count;

            // The engine takes a worker for dead after a fiftieth of a minute; and the sweep looks all the time.
            await Task.Delay(TimeSpan.FromSeconds(4));
            Assert.Equal(steps, (await Database.EffectsAsync(job)).Count);
        }

        await Runtime.EndAsync(job);

        await Database.EachStepOnceAsync(10, job);
    }
}
