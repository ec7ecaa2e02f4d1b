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
        var running = new List<WorkerProcess>();
        try
        {
            running.AddRange(await Task.WhenAll(Enumerable.Range(0, count).Select(_ => WorkerProcess.StartAsync(database, settings))));
            return await StrikeAsync(
                kills, within, isBusy, isDone,
                async strike =>
                {
                    await running[strike % count].DisposeAsync();
                    running[strike % count] = await WorkerProcess.StartAsync(database, settings);
                });
        }
        finally
        {
            foreach (var worker in running) await worker.DisposeAsync();
        }
    }

    /// <summary>Does something to those who work, at random moments while they do, until it is done.</summary>
    /// <param name="strikes">How often.</param>
    /// <param name="within">The moment lies within so many milliseconds from when work is under way.</param>
    /// <param name="isBusy">Whether work is under way.</param>
    /// <param name="isDone">Whether it ended.</param>
    /// <param name="strike">What is done to them; it is told how often that was done before.</param>
    /// <returns>How often it was done.</returns>
    public static async Task<int> StrikeAsync(int strikes, int within, Func<Task<bool>> isBusy, Func<Task<bool>> isDone, Func<int, Task> strike)
    {
        var struck = 0;
        while (struck < strikes)
        {
            await Eventually.BecomesAsync(async () => (await isBusy(), await isDone()), seen => seen.Item1 || seen.Item2);
            if (await isDone()) break;
            await Task.Delay(Random.Shared.Next(0, within));
            await strike(struck++);
        }

        await Eventually.BecomesAsync(isDone, done => done, 240);
        return struck;
    }
}
