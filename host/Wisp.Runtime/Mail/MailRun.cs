using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Wisp.Runtime.Database;

namespace Wisp.Runtime.Mail;

/// <summary>
/// One drain of the queue. While letters are with the server, the next ones are claimed and written and the last ones' answers are
/// recorded, each in their own commits.
/// </summary>
internal sealed class MailRun(
    Guid sender, MailLedger ledger, MailGates gates, HandOver handOver, SmtpLink link, BounceSettings bounces, string[] kinds, TimeSpan time, TimeSpan retry, ILogger log)
    : IDisposable
{
    // Each may hold its files in memory.
    private const int WrittenAhead = 4;
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(5);

    private readonly SendWindow _window = new();
    private readonly Couriers _couriers = new(link, bounces, log);
    private readonly Channel<Letter> _claimed = Channel.CreateUnbounded<Letter>();
    private readonly Channel<Prepared> _ready = Channel.CreateBounded<Prepared>(WrittenAhead);
    private readonly Channel<(Letter, Outcome)> _ended = Channel.CreateUnbounded<(Letter, Outcome)>();
    private readonly CancellationTokenSource _enough = new();

    /// <summary>Why the server could not be used, or <c>null</c> when the queue was drained.</summary>
    public string? Trouble => _couriers.Trouble;

    /// <summary>How many the server took.</summary>
    public int HandedOver => _couriers.HandedOver;

    /// <summary>How many were claimed.</summary>
    public int Claimed { get; private set; }

    /// <summary>Returns when nothing is due any more, when its time is over, or when the server cannot be used; nothing is in hand then.</summary>
    public Task RunAsync(CancellationToken stoppingToken) =>
        // Whichever part fails, the others come to their end: no letter stays claimed by a run that is no more.
        Task.WhenAll(
            EndingAsync(ClaimAsync(stoppingToken)), EndingAsync(PrepareAsync(stoppingToken)), EndingAsync(CarryAsync(stoppingToken)),
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

    public void Dispose()
    {
        _window.Dispose();
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

    private async Task CarryAsync(CancellationToken stoppingToken)
    {
        try
        {
            await _couriers.RunAsync(_ready.Reader, _ended.Writer, _window, _enough, stoppingToken);
        }
        finally
        {
            _ended.Writer.Complete();
        }
    }

    private async Task ClaimAsync(CancellationToken stoppingToken)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, _enough.Token);
        enough.CancelAfter(time);
        try
        {
            while (true)
            {
                var free = await _window.TakeAsync(enough.Token);
                // Not to be cancelled: a claim whose answer was not awaited would stay claimed.
                var letters = enough.IsCancellationRequested ? [] : await ledger.ClaimAsync(sender, kinds, free, CancellationToken.None);
                _window.GiveBack(free - letters.Count);
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
        var kept = await KeptBackAsync(letters, stoppingToken);
        foreach (var letter in letters)
        {
            if (kept.TryGetValue(letter.Id, out var outcome)) await _ended.Writer.WriteAsync((letter, outcome), CancellationToken.None);
            else await _claimed.Writer.WriteAsync(letter, CancellationToken.None);
        }
    }

    // They are claimed already: whatever keeps the gates from answering, each letter must come to an end.
    private async Task<IReadOnlyDictionary<Guid, Outcome>> KeptBackAsync(List<Letter> letters, CancellationToken stoppingToken)
    {
        try
        {
            return await gates.KeptBackAsync(letters, stoppingToken);
        }
        catch (Exception e)
        {
            if (!stoppingToken.IsCancellationRequested) log.LogError(e, "The gates of mail cannot be asked");
            var outcome = stoppingToken.IsCancellationRequested ? Outcome.PutBack : new Outcome(Fate.Postponed, e.GetBaseException().Message);
            return letters.ToDictionary(letter => letter.Id, _ => outcome);
        }
    }

    private async Task RecordAllAsync(CancellationToken stoppingToken)
    {
        var batch = new List<(Letter Letter, Outcome Outcome)>();
        while (await _ended.Reader.WaitToReadAsync(CancellationToken.None))
        {
            Gather();
            if (batch.Count < _window.Batch)
            {
                await Task.Delay(Gathering, CancellationToken.None);
                Gather();
            }

            await RecordAsync(batch, stoppingToken);
            _window.End(batch.Count);
            batch.Clear();
        }

        void Gather()
        {
            while (_ended.Reader.TryRead(out var ended)) batch.Add(ended);
        }
    }

    // The server's answer is the one thing that cannot be had again: it is kept until the database is back.
    private async Task RecordAsync(IReadOnlyList<(Letter Letter, Outcome Outcome)> batch, CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                await ledger.RecordAsync(sender, batch, CancellationToken.None);
                return;
            }
            catch (Exception e) when (MayPass(e) && !stoppingToken.IsCancellationRequested)
            {
                log.LogWarning("The answers to {Count} mails wait for the database: {Reason}", batch.Count, e.GetBaseException().Message);
                await Task.Delay(retry, CancellationToken.None);
            }
            catch (Npgsql.NpgsqlException) when (batch.Count > 1)
            {
                // One that the database refuses must not take the others along.
                foreach (var one in batch) await RecordAsync([one], stoppingToken);
                return;
            }
            catch (Npgsql.NpgsqlException e)
            {
                log.LogError(e, "What became of mail {Mail} cannot be recorded: {Fate}, {Answer}", batch[0].Letter.Id, batch[0].Outcome.Fate, batch[0].Outcome.Answer);
                return;
            }
        }
    }

    // Gone, busy, locked or too slow: anything but that it refuses what we tell.
    private static bool MayPass(Exception e) =>
        LostDatabase.Is(e) || (e is Npgsql.PostgresException told ? told.SqlState[..2] is "40" or "53" or "55" or "57" or "58" : e is Npgsql.NpgsqlException);
}
