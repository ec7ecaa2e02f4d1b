using System.Globalization;

namespace Wisp.Benchmarks;

/// <summary>One figure against its limit.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Value">A ratio to the bare statement in the same run, or what the name says.</param>
/// <param name="Limit">The most that is accepted.</param>
/// <param name="Note">Absolute times, for the reader; they move with the machine.</param>
/// <param name="Excused">Holds whatever the ratio: the whole page took under 8 ms.</param>
internal sealed record Measure(string Name, double Value, double Limit, string Note, bool Excused = false)
{
    public bool Holds => Excused || Value <= Limit;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Name} {Value:0.00} limit {Limit:0.##}{(Holds ? "" : " FALLS SHORT")}   ({Note})");
}
