using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Wisp.Runtime.Mail;

/// <summary>
/// One drain of the queue over one connection. While a letter is with the server, the next ones are claimed and written and the last
/// one's answer is recorded, each in its own commit; never more are claimed than the server takes in a tenth of a second, so that a crash leaves few unknown.
/// </summary>
internal sealed class MailRun(
    Guid sender, MailLedger ledger, MailGates gates, HandOver handOver, SmtpLink link, BounceSettings bounces, string[] kinds, TimeSpan retry, ILogger log)
    : IDisposable
{
    /// <summary>With fewer in hand, the server would wait for our commits.</summary>
    public const int Fewest = 4;

    private const int Most = 64;
    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(100);

    private readonly SemaphoreSlim _hands = new(Fewest);
    private readonly Channel<Letter> _claimed = Channel.CreateUnbounded<Letter>();
    private readonly Channel<Prepared> _ready = Channel.CreateUnbounded<Prepared>();
    private readonly Channel<(Letter, Outcome)> _ended = Channel.CreateUnbounded<(Letter, Outcome)>();
    private readonly CancellationTokenSource _enough = new();

    // Both are guesses that lag by a letter or two, which does no harm.
    private TimeSpan _pace = Window;
    private int _allowed = Fewest;

    /// <summary>Why the server could not be used, or <c>null</c> when the queue was drained.</summary>
    public string? Trouble { get; private set; }

    public async Task RunAsync(CancellationToken stoppingToken)
    {
        var recording = RecordAsync(stoppingToken);
        var claiming = ClaimAsync(stoppingToken);
        var preparing = PrepareAsync(stoppingToken);
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
            await recording;
        }

        await claiming;
        await preparing;
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
        if (Trouble is not null || stoppingToken.IsCancellationRequested) return Outcome.PutBack;
        try
        {
            var start = Stopwatch.GetTimestamp();
            var outcome = await HandOver.SendAsync(prepared, link, bounces, stoppingToken);
            _pace = (_pace * 7 + Stopwatch.GetElapsedTime(start)) / 8;
            return outcome;
        }
        catch (MailServerException e)
        {
            Trouble = e.Message;
            await _enough.CancelAsync();
            return Outcome.PutBack;
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return Outcome.PutBack;
        }
    }

    private async Task ClaimAsync(CancellationToken stoppingToken)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, _enough.Token);
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
        IReadOnlyDictionary<Guid, string> stopped = new Dictionary<Guid, string>();
        string? unread = null;
        try
        {
            stopped = await gates.StoppedAsync(letters, stoppingToken);
        }
        catch (Exception e)
        {
            // Whatever a module's gate throws: nothing leaves that it might have stopped.
            log.LogError(e, "A gate of mail failed");
            unread = e.GetBaseException().Message;
        }

        foreach (var letter in letters)
        {
            if (unread is not null) await _ended.Writer.WriteAsync((letter, new Outcome(Fate.Delayed, unread)), CancellationToken.None);
            else if (stopped.TryGetValue(letter.Id, out var why)) await _ended.Writer.WriteAsync((letter, new Outcome(Fate.Stopped, why)), CancellationToken.None);
            else await _claimed.Writer.WriteAsync(letter, CancellationToken.None);
        }
    }

    private async Task RecordAsync(CancellationToken stoppingToken)
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
            catch (Exception e) when (e is Npgsql.NpgsqlException and not Npgsql.PostgresException { IsTransient: false } && !stoppingToken.IsCancellationRequested)
            {
                log.LogWarning("The answers to {Count} mails wait for the database: {Reason}", batch.Count, e.GetBaseException().Message);
                await Task.Delay(retry, CancellationToken.None);
            }
        }
    }
}
