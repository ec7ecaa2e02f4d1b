namespace Wisp.Testing;

/// <summary>Workers that die as in a power cut, again and again, while something is done.</summary>
public static class MortalWorkers
{
    /// <summary>Starts workers, kills them at random moments and starts others, until it is done.</summary>
    /// <param name="database">Where they work.</param>
    /// <param name="count">How many work at once.</param>
    /// <param name="kills">How often to kill.</param>
    /// <param name="within">The moment lies within so many milliseconds from when work is under way.</param>
    /// <param name="isBusy">Whether work is under way.</param>
    /// <param name="isDone">Whether it ended.</param>
    /// <param name="settings">What the workers are told.</param>
    /// <returns>How many were killed.</returns>
    public static async Task<int> RunAsync(
        TestDatabase database, int count, int kills, int within, Func<Task<bool>> isBusy, Func<Task<bool>> isDone, params (string Key, string Value)[] settings)
    {
        var random = new Random(count * 7);
        var running = new List<WorkerProcess>();
        var killed = 0;
        try
        {
            running.AddRange(await Task.WhenAll(Enumerable.Range(0, count).Select(_ => WorkerProcess.StartAsync(database, settings))));
            while (killed < kills)
            {
                await Eventually.BecomesAsync(async () => (await isBusy(), await isDone()), seen => seen.Item1 || seen.Item2);
                if (await isDone()) break;
                await Task.Delay(random.Next(0, within));
                await running[killed % count].KillAsync();
                await running[killed % count].DisposeAsync();
                running[killed++ % count] = await WorkerProcess.StartAsync(database, settings);
            }

            await Eventually.BecomesAsync(isDone, done => done, 240);
            return killed;
        }
        finally
        {
            foreach (var worker in running) await worker.DisposeAsync();
        }
    }
}
