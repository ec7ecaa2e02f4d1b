using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Wisp.Runtime.Mail;

/// <summary>
/// One drain of the queue over one connection. While a letter is with the server, the next is claimed and the last one's answer is
/// recorded, each in its own commit; never more than <see cref="InHand"/> are claimed, so that a crash leaves that many unknown at most.
/// </summary>
internal sealed class MailRun(
    Guid sender, MailLedger ledger, MailGates gates, HandOver handOver, SmtpLink link, BounceSettings bounces, string[] kinds, TimeSpan retry, ILogger log)
    : IDisposable
{
    private const int InHand = 4;

    private readonly SemaphoreSlim _hands = new(InHand);
    private readonly Channel<Letter> _claimed = Channel.CreateUnbounded<Letter>();
    private readonly Channel<(Letter, Outcome)> _ended = Channel.CreateUnbounded<(Letter, Outcome)>();
    private readonly CancellationTokenSource _enough = new();

    /// <summary>Why the server could not be used, or <c>null</c> when the queue was drained.</summary>
    public string? Trouble { get; private set; }

    public async Task RunAsync(CancellationToken stoppingToken)
    {
        var recording = RecordAsync(stoppingToken);
        var claiming = ClaimAsync(stoppingToken);
        try
        {
            await foreach (var letter in _claimed.Reader.ReadAllAsync(CancellationToken.None))
                await _ended.Writer.WriteAsync((letter, await SendAsync(letter, stoppingToken)), CancellationToken.None);
        }
        finally
        {
            _ended.Writer.Complete();
            await recording;
        }

        await claiming;
    }

    public void Dispose()
    {
        _hands.Dispose();
        _enough.Dispose();
    }

    private async Task<Outcome> SendAsync(Letter letter, CancellationToken stoppingToken)
    {
        if (Trouble is not null || stoppingToken.IsCancellationRequested) return Outcome.PutBack;
        try
        {
            return await handOver.RunAsync(letter, link, bounces, stoppingToken);
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
            while (batch.Count < InHand && _ended.Reader.TryRead(out var ended)) batch.Add(ended);
            await RecordAsync(batch, stoppingToken);
            _hands.Release(batch.Count);
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
