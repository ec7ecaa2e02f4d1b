using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Wisp.Runtime.Mail;

/// <summary>
/// Carries written letters to the server: over one connection, and over a few more once there are many, for most of a letter's time is
/// spent waiting for the server. A server that gives no further connection gets them all over the first.
/// </summary>
internal sealed class Couriers(SmtpLink link, BounceSettings bounces, ILogger log)
{
    private const int Many = 24;

    // Some of the large providers allow three.
    private const int Others = 2;

    private int _handedOver;

    /// <summary>Why the server could not be used, or <c>null</c>.</summary>
    public string? Trouble { get; private set; }

    /// <summary>How many the server took.</summary>
    public int HandedOver => _handedOver;

    /// <summary>Carries until no letter follows; those that follow a trouble are put back, and <paramref name="enough"/> says so to who claims.</summary>
    public async Task RunAsync(
        ChannelReader<Prepared> ready, ChannelWriter<(Letter, Outcome)> ended, SendWindow window, CancellationTokenSource enough, CancellationToken stoppingToken)
    {
        var others = new List<Task>();
        try
        {
            await foreach (var prepared in ready.ReadAllAsync(CancellationToken.None))
            {
                var start = Stopwatch.GetTimestamp();
                var (outcome, trouble) = await CarryAsync(prepared, link, stoppingToken);
                if (prepared.Message is not null) window.Learn(Stopwatch.GetElapsedTime(start) / (1 + others.Count(other => !other.IsCompleted)));
                await ended.WriteAsync((prepared.Letter, outcome), CancellationToken.None);
                if (trouble is not null)
                {
                    Trouble = trouble;
                    await enough.CancelAsync();
                }

                if (others.Count == 0 && _handedOver >= Many) others.AddRange(Enumerable.Range(0, Others).Select(_ => HelpAsync(ready, ended, stoppingToken)));
            }
        }
        finally
        {
            await Task.WhenAll(others);
        }
    }

    // Its own trouble is not the server's: it goes home, and the first one finds out.
    private async Task HelpAsync(ChannelReader<Prepared> ready, ChannelWriter<(Letter, Outcome)> ended, CancellationToken stoppingToken)
    {
        await using var own = link.Another();
        if (!await OpensAsync(own, stoppingToken)) return;
        await foreach (var prepared in ready.ReadAllAsync(CancellationToken.None))
        {
            var (outcome, trouble) = await CarryAsync(prepared, own, stoppingToken);
            await ended.WriteAsync((prepared.Letter, outcome), CancellationToken.None);
            if (trouble is not null) return;
        }
    }

    private static async Task<bool> OpensAsync(SmtpLink link, CancellationToken stoppingToken)
    {
        try
        {
            await link.OpenAsync(stoppingToken);
            return true;
        }
        catch (Exception e) when (e is MailServerException or OperationCanceledException)
        {
            return false;
        }
    }

    private async Task<(Outcome Outcome, string? Trouble)> CarryAsync(Prepared prepared, SmtpLink over, CancellationToken stoppingToken)
    {
        using var message = prepared.Message;
        if (prepared.Outcome is { } known) return (known, null);
        if (Trouble is not null || stoppingToken.IsCancellationRequested) return (Outcome.PutBack, null);
        try
        {
            var outcome = await HandOver.SendAsync(prepared, over, bounces, stoppingToken);
            if (outcome.Fate == Fate.HandedOver) Interlocked.Increment(ref _handedOver);
            return (outcome, outcome.Trouble);
        }
        catch (MailServerException e)
        {
            return (Outcome.PutBack, e.Message);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return (Outcome.PutBack, null);
        }
        catch (Exception e)
        {
            // Before the server was reached: from then on the link answers for whatever happens.
            log.LogError(e, "Mail {Mail} could not be sent", prepared.Letter.Id);
            return (Outcome.PutBack, e.Message);
        }
    }
}
