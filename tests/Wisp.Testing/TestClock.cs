namespace Wisp.Testing;

/// <summary>The machine's clock, moved on by as much as a test wants to have waited, or set to another time as a person sets a clock.</summary>
public sealed class TestClock : TimeProvider
{
    private long _ahead;
    private long _set;

    public void Advance(TimeSpan time) => Interlocked.Add(ref _ahead, time.Ticks);

    /// <summary>Only what the clock shows: no time has passed by it, and it may go back.</summary>
    public void Set(DateTimeOffset now) => Interlocked.Exchange(ref _set, (now - System.GetUtcNow() - Ahead).Ticks);

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Ahead + TimeSpan.FromTicks(Interlocked.Read(ref _set));

    public override long GetTimestamp() => System.GetTimestamp() + (long)(Ahead.TotalSeconds * System.TimestampFrequency);

    private TimeSpan Ahead => TimeSpan.FromTicks(Interlocked.Read(ref _ahead));
}
