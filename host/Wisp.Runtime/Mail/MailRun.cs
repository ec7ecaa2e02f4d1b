using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Wisp.Runtime.Mail;

/// <summary>
/// One drain of the queue over one connection. While a letter is with the server, the next ones are claimed and written and the last
/// one's answer is recorded, each in its own commit; never more are claimed than the server takes in a tenth of a second, so that a crash leaves few unknown.
/// </summary>
internal sealed class MailRun(
    Guid sender, MailLedger ledger, MailGates gates, HandOver handOver, SmtpLink link, BounceSettings bounces, string[] kinds, TimeSpan time, TimeSpan retry, ILogger log)
    : IDisposable
{
    /// <summary>With fewer in hand, the server would wait for our commits.</summary>
    public const int Fewest = 4;

    private const int Most = 64;

    // Each may hold its files in memory.
    private const int WrittenAhead = 4;
    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(100);

    private readonly SemaphoreSlim _hands = new(Fewest);
    private readonly Channel<Letter> _claimed = Channel.CreateUnbounded<Letter>();
    private readonly Channel<Prepared> _ready = Channel.CreateBounded<Prepared>(WrittenAhead);
    private readonly Channel<(Letter, Outcome)> _ended = Channel.CreateUnbounded<(Letter, Outcome)>();
    private readonly CancellationTokenSource _enough = new();

    // Both are guesses that lag by a letter or two, which does no harm.
    private TimeSpan _pace = Window;
    private int _allowed = Fewest;

    /// <summary>Why the server could not be used, or <c>null</c> when the queue was drained.</summary>
    public string? Trouble { get; private set; }

    /// <summary>How many the server took.</summary>
    public int HandedOver { get; private set; }

    /// <summary>How many were claimed.</summary>
    public int Claimed { get; private set; }

    /// <summary>Returns when nothing is due any more, when its time is over, or when the server cannot be used; nothing is in hand then.</summary>
    public Task RunAsync(CancellationToken stoppingToken) =>
        // Whichever part fails, the others come to their end: no letter stays claimed by a run that is no more.
        Task.WhenAll(
            EndingAsync(ClaimAsync(stoppingToken)), EndingAsync(PrepareAsync(stoppingToken)), EndingAsync(SendAllAsync(stoppingToken)),
            EndingAsync(RecordAllAsync(stoppingToken)));

    private async Task EndingAsync(Task part)
    {
        try
        {
            await part;
        }
        catch
        {
            await _enough.CancelAsync();
            throw;
        }
    }

    private async Task SendAllAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var prepared in _ready.Reader.ReadAllAsync(CancellationToken.None))
            {
                await _ended.Writer.WriteAsync((prepared.Letter, await SendAsync(prepared, stoppingToken)), CancellationToken.None);
                prepared.Message?.Dispose();
            }
        }
        finally
        {
            _ended.Writer.Complete();
        }
    }

    public void Dispose()
    {
        _hands.Dispose();
        _enough.Dispose();
    }

    private async Task PrepareAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var letter in _claimed.Reader.ReadAllAsync(CancellationToken.None))
                await _ready.Writer.WriteAsync(await handOver.PrepareAsync(letter, link.Settings, stoppingToken), CancellationToken.None);
        }
        finally
        {
            _ready.Writer.Complete();
        }
    }

    private async Task<Outcome> SendAsync(Prepared prepared, CancellationToken stoppingToken)
    {
        if (prepared.Outcome is { } ended) return ended;
        if (Trouble is not null || stoppingToken.IsCancellationRequested) return Outcome.PutBack;
        try
        {
            var start = Stopwatch.GetTimestamp();
            var outcome = await HandOver.SendAsync(prepared, link, bounces, stoppingToken);
            _pace = (_pace * 7 + Stopwatch.GetElapsedTime(start)) / 8;
            if (outcome.Fate == Fate.HandedOver) HandedOver++;
            if (outcome.Trouble is { } trouble) await StopAsync(trouble);
            return outcome;
        }
        catch (MailServerException e)
        {
            await StopAsync(e.Message);
            return Outcome.PutBack;
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return Outcome.PutBack;
        }
    }

    private async Task StopAsync(string trouble)
    {
        Trouble = trouble;
        await _enough.CancelAsync();
    }

    private async Task ClaimAsync(CancellationToken stoppingToken)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, _enough.Token);
        enough.CancelAfter(time);
        try
        {
            while (true)
            {
                await _hands.WaitAsync(enough.Token);
                var free = 1;
                while (_hands.Wait(0, CancellationToken.None)) free++;
                // Not to be cancelled: a claim whose answer was not awaited would stay claimed.
                var letters = enough.IsCancellationRequested ? [] : await ledger.ClaimAsync(sender, kinds, free, CancellationToken.None);
                if (free > letters.Count) _hands.Release(free - letters.Count);
                if (letters.Count == 0) return;
                Claimed += letters.Count;
                await PassAsync(letters, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (enough.IsCancellationRequested)
        {
            // No more than what is in hand.
        }
        finally
        {
            _claimed.Writer.Complete();
        }
    }

    private async Task PassAsync(List<Letter> letters, CancellationToken stoppingToken)
    {
        var kept = await gates.KeptBackAsync(letters, stoppingToken);
        foreach (var letter in letters)
        {
            if (kept.TryGetValue(letter.Id, out var outcome)) await _ended.Writer.WriteAsync((letter, outcome), CancellationToken.None);
            else await _claimed.Writer.WriteAsync(letter, CancellationToken.None);
        }
    }

    private async Task RecordAllAsync(CancellationToken stoppingToken)
    {
        var batch = new List<(Letter, Outcome)>();
        while (await _ended.Reader.WaitToReadAsync(CancellationToken.None))
        {
            while (_ended.Reader.TryRead(out var ended)) batch.Add(ended);
            await RecordAsync(batch, stoppingToken);
            var more = Math.Clamp((int)(Window / _pace), Fewest, Most) - _allowed;
            var freed = Math.Max(0, batch.Count + more);
            _allowed += freed - batch.Count;
            if (freed > 0) _hands.Release(freed);
            batch.Clear();
        }
    }

    // The server's answer is the one thing that cannot be had again: it is kept until the database is back.
    private async Task RecordAsync(List<(Letter, Outcome)> batch, CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                await ledger.RecordAsync(sender, batch, CancellationToken.None);
                return;
            }
            catch (Npgsql.NpgsqlException e) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogWarning("The answers to {Count} mails wait for the database: {Reason}", batch.Count, e.GetBaseException().Message);
                await Task.Delay(retry, CancellationToken.None);
            }
        }
    }
}
