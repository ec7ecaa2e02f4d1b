namespace Wisp.Runtime.Mail;

/// <summary>
/// How many letters may be in hand: what the server takes in a tenth of a second, so that a crash leaves few unknown, and not so few
/// that it would wait for our commits. They are claimed by the half and recorded by the quarter, since a commit costs more than a letter.
/// </summary>
internal sealed class SendWindow : IDisposable
{
    private const int Fewest = 4;
    private const int Most = 64;
    private static readonly TimeSpan Span = TimeSpan.FromMilliseconds(100);

    private readonly SemaphoreSlim _free = new(Fewest);

    // Both are guesses that lag by a letter or two, which does no harm.
    private TimeSpan _pace = Span;
    private int _size = Fewest;

    /// <summary>How many answers are worth a commit.</summary>
    public int Batch => Math.Max(1, _size / 4);

    /// <summary>Waits until half of the window is free, and takes what is.</summary>
    public async Task<int> TakeAsync(CancellationToken cancellationToken)
    {
        var taken = 0;
        do
        {
            await _free.WaitAsync(cancellationToken);
            taken++;
        }
        while (taken < _size / 2 || _free.CurrentCount > 0);
        return taken;
    }

    /// <summary>Frees what was taken and not used.</summary>
    public void GiveBack(int count)
    {
        if (count > 0) _free.Release(count);
    }

    /// <summary>Learns how long the server takes for a letter.</summary>
    public void Learn(TimeSpan took) => _pace = (_pace * 7 + took) / 8;

    /// <summary>Frees what came to its end; more or less than that where the window grows or shrinks.</summary>
    public void End(int count)
    {
        var wanted = Math.Clamp((int)(Span / _pace), Fewest, Most);
        var freed = Math.Max(0, count + wanted - _size);
        _size += freed - count;
        GiveBack(freed);
    }

    public void Dispose() => _free.Dispose();
}
