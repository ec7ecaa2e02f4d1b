using System.Diagnostics;

namespace Wisp.Benchmarks;

internal static class Medians
{
    public static double Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }

    /// <summary>Runs several things in turn, many rounds, so that all meet the same machine; medians in milliseconds.</summary>
    public static async Task<double[]> InTurnAsync(int rounds, params Func<Task>[] things)
    {
        var times = things.Select(_ => new List<double>()).ToArray();
        for (var round = -3; round < rounds; round++)
        {
            for (var i = 0; i < things.Length; i++)
            {
                var start = Stopwatch.GetTimestamp();
                await things[i]();
                if (round >= 0) times[i].Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
        }

        return [.. times.Select(Of)];
    }
}
