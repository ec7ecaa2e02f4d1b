using System.Globalization;

namespace Wisp.Benchmarks;

/// <summary>A page against the bare statements that bring the same rows: (page − empty page) ÷ bare, all three in turn.</summary>
internal static class PageRatio
{
    private const int Rounds = 31;

    // A whole page below that is quick whatever its ratio.
    private const int QuickMilliseconds = 8;

    public static async Task<Measure> OfAsync(string name, double limit, Func<Task> page, Func<Task> empty, Func<Task> bare)
    {
        var times = await Medians.InTurnAsync(Rounds, page, empty, bare);
        return new Measure(
            name, Math.Max(0, times[0] - times[1]) / times[2], limit,
            string.Create(CultureInfo.InvariantCulture, $"median {times[0]:0.0} ms, empty page {times[1]:0.0} ms, bare {times[2]:0.00} ms"), Excused: times[0] < QuickMilliseconds);
    }
}
