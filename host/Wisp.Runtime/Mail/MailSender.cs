using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging;
using Npgsql;
using Wisp.Sdk;

namespace Wisp.Runtime.Mail;

/// <summary>
/// Hands queued mail over, woken by a notification and by the clock. A session lock on its own connection says that it lives; what it
/// had claimed when that is gone becomes <c>unknown</c>.
/// </summary>
internal sealed class MailSender(
    IModuleConnections connections, ISettings settings, MailLedger ledger, KeptMail kept, MailGates gates, HandOver handOver, MailKinds kinds, MailSecrets secrets,
    WispOptions options, IStringLocalizer<RuntimeText> text, ILogger<MailSender> log) : BackgroundService
{
    private const int MostPause = 300;
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(10);

    private readonly string[] _kinds = [.. kinds.All.Select(kind => kind.Key)];
    private readonly TimeSpan _sweep = options.Wait(10);
    private SmtpLink? _link;
    private int _failures;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RunAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // The database may be away for a while; the loop tries again.
                log.LogWarning("Mail cannot be sent: {Reason}", e.GetBaseException().Message);
                await Task.Delay(options.Wait(2), stoppingToken);
            }
            finally
            {
                await CloseAsync();
            }
        }
    }

    private async Task RunAsync(CancellationToken stoppingToken)
    {
        var sender = Guid.CreateVersion7();
        // Kept as long as this runs: the lock is the session's.
        await using var control = await connections.Source(HostModule.Id).OpenConnectionAsync(stoppingToken);
        await control.Sql("select pg_advisory_lock(host.job_lock_key($1))", sender).RunAsync(stoppingToken);
        try
        {
            await control.Sql("listen wisp_mail").RunAsync(stoppingToken);
            while (true)
            {
                var pause = await SendDueAsync(sender, stoppingToken);
                // The lock is held as long as its connection lives; without it, what is claimed is taken for lost.
                await control.Sql("select 1").RunAsync(stoppingToken);
                // Anything below a millisecond would be waited for without an end.
                await control.WaitAsync(pause > Shortest ? pause : Shortest, stoppingToken);
            }
        }
        finally
        {
            await UnlockAsync(control);
        }
    }

    // Sends what is due, and says how long to wait then.
    private async Task<TimeSpan> SendDueAsync(Guid sender, CancellationToken stoppingToken)
    {
        await ledger.SweepLostAsync(text["mail.lost"], stoppingToken);
        var server = await MailSettings.ReadAsync(settings, stoppingToken);
        if (!server.IsSetUp)
        {
            await kept.KeepAsync(stoppingToken);
            return _sweep;
        }

        if (await ledger.NextDueAsync(_kinds, stoppingToken) is not { } due)
        {
            await CloseAsync();
            return _sweep;
        }

        if (due > options.Wait(5)) await CloseAsync();
        if (due > TimeSpan.Zero) return due < _sweep ? due : _sweep;
        var (trouble, claimed, handedOver) = await DrainAsync(sender, server, stoppingToken);
        await ledger.ServerAsync(trouble, stoppingToken);
        if (trouble is null || handedOver > 0) _failures = 0;
        // What is due and was not to be had is in somebody else's hands.
        if (trouble is null) return claimed > 0 ? Shortest : options.Wait(1);
        _failures++;
        log.LogWarning("The mail server cannot be used: {Reason}", trouble);
        await CloseAsync();
        await RestAsync(server, options.Wait(Math.Min(MostPause, 5 * Math.Pow(2, _failures - 1))), stoppingToken);
        return Shortest;
    }

    // Deaf to notifications, which would try the server again for each message that is queued; but not to other settings.
    private async Task RestAsync(MailSettings server, TimeSpan pause, CancellationToken stoppingToken)
    {
        for (var rested = TimeSpan.Zero; rested < pause; rested += _sweep)
        {
            await Task.Delay(pause - rested < _sweep ? pause - rested : _sweep, stoppingToken);
            if (await MailSettings.ReadAsync(settings, stoppingToken) != server) return;
        }
    }

    private async Task<(string? Trouble, int Claimed, int HandedOver)> DrainAsync(Guid sender, MailSettings server, CancellationToken stoppingToken)
    {
        if (_link is not null && _link.Settings != server) await CloseAsync();
        _link ??= new SmtpLink(server, secrets.Password(server.Password), options.Wait(60));
        try
        {
            await _link.OpenAsync(stoppingToken);
        }
        catch (MailServerException e)
        {
            return (e.Message, 0, 0);
        }

        using var run = new MailRun(
            sender, ledger, gates, handOver, _link, await BounceSettings.ReadAsync(settings, stoppingToken), _kinds, _sweep, options.Wait(1), log);
        await run.RunAsync(stoppingToken);
        return (run.Trouble, run.Claimed, run.HandedOver);
    }

    private async Task CloseAsync()
    {
        if (_link is not null) await _link.DisposeAsync();
        _link = null;
    }

    private static async Task UnlockAsync(NpgsqlConnection control)
    {
        try
        {
            await control.Sql("select pg_advisory_unlock_all()").RunAsync(CancellationToken.None);
            await control.Sql("unlisten *").RunAsync(CancellationToken.None);
        }
        catch (Exception) when (!control.FullState.HasFlag(System.Data.ConnectionState.Open))
        {
            // The server ended the session, and its lock with it.
        }
    }
}
