using System.Diagnostics;

namespace Wisp.Testing;

/// <summary>Waits for what another process does.</summary>
public static class Eventually
{
    /// <summary>Asks again and again until the answer is as wanted.</summary>
    /// <param name="ask">The question.</param>
    /// <param name="wanted">When the answer will do.</param>
    /// <param name="seconds">When to give up.</param>
    /// <returns>The answer that would do.</returns>
    public static async Task<T> BecomesAsync<T>(Func<Task<T>> ask, Func<T, bool> wanted, int seconds = 60)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            var answer = await ask();
            if (wanted(answer)) return answer;
            if (watch.Elapsed.TotalSeconds > seconds) throw new TimeoutException($"After {seconds} s it is still {answer}.");
            await Task.Delay(100);
        }
    }
}
