using System.Collections.Concurrent;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Wisp.Modules.Network.Data;
using Wisp.Modules.Network.Features.Radius;
using Wisp.Modules.Network.Features.Secrets;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Features.LineState;

/// <summary>
/// Drains the queue of lines, woken by a notification and by the clock. Each access server has its own task, so that one that is off does not
/// hold up the others.
/// </summary>
internal sealed class LineWorker(IServiceScopeFactory scopes, IDatabase<NetworkDb> database, IConfiguration configuration, ILogger<LineWorker> log)
    : BackgroundService
{
    private const int AtOnceOfServer = 32;
    private static readonly TimeSpan Hold = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Sweep = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ResolveEvery = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<Guid, Task> _busy = new();
    private readonly double _factor = configuration.GetValue("Wisp:WaitFactor", 1.0);

    // Names are looked up beside: a resolver that does not answer holds up no line.
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        AgainAsync(RunAsync, "Lines cannot be told what they are wanted to be", stoppingToken),
        AgainAsync(ResolveAsync, "Names of access servers cannot be resolved", stoppingToken));

    private async Task AgainAsync(Func<CancellationToken, Task> work, string what, CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await work(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // The database may be away for a while; the loop tries again.
                log.LogWarning("{What}: {Reason}", what, e.GetBaseException().Message);
                await Task.Delay(Sweep, stoppingToken);
            }
        }
    }

    private async Task RunAsync(CancellationToken stoppingToken)
    {
        await using var connection = await database.Source.OpenConnectionAsync(stoppingToken);
        await connection.Sql("listen wisp_line").RunAsync(stoppingToken);
        await InScopeAsync(services => services.GetRequiredService<ResealSecrets>().RunAsync(stoppingToken));
        while (true)
        {
            while (await TakeAsync(stoppingToken)) stoppingToken.ThrowIfCancellationRequested();
            await connection.WaitAsync(Sweep, stoppingToken);
        }
    }

    private async Task ResolveAsync(CancellationToken stoppingToken)
    {
        await InScopeAsync(services => services.GetRequiredService<ServerNames>().ResolveAsync(stoppingToken));
        await Task.Delay(ResolveEvery, stoppingToken);
    }

    /// <returns>Whether there may be more at once.</returns>
    private async Task<bool> TakeAsync(CancellationToken stoppingToken)
    {
        foreach (var (server, task) in _busy)
            if (task.IsCompleted) _busy.TryRemove(server, out _);
        IReadOnlyList<ClaimedLine> lines = [];
        await InScopeAsync(async services =>
        {
            var queue = services.GetRequiredService<LineQueue>();
            var moment = TimeSpan.FromSeconds(15 * _factor);
            await queue.SettleAsync(moment, stoppingToken);
            lines = await queue.ClaimAsync([.. _busy.Keys], Hold, moment, stoppingToken);
        });
        foreach (var ofServer in lines.GroupBy(line => line.Sessions[0].ServerId ?? Guid.Empty))
            _busy[ofServer.Key] = Task.Run(() => TellAsync([.. ofServer], stoppingToken), stoppingToken);
        return lines.Count > 0;
    }

    private async Task TellAsync(IReadOnlyList<ClaimedLine> lines, CancellationToken stoppingToken)
    {
        var silent = false;
        try
        {
            await Parallel.ForEachAsync(
                lines, new ParallelOptions { MaxDegreeOfParallelism = AtOnceOfServer, CancellationToken = stoppingToken }, async (line, token) =>
                {
                    await using var scope = scopes.CreateAsyncScope();
                    var queue = scope.ServiceProvider.GetRequiredService<LineQueue>();
                    // Who does not answer one does not answer the next.
                    var error = Volatile.Read(ref silent) ? LineTeller.Timeout : await TriedAsync(scope.ServiceProvider.GetRequiredService<LineTeller>(), line, token);
                    if (error == LineTeller.Timeout) Volatile.Write(ref silent, true);
                    if (error is null) await queue.AppliedAsync(line, token);
                    else await queue.FailedAsync(line, error, Pause(line.Tries), token);
                });
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException && !stoppingToken.IsCancellationRequested)
        {
            // What was not noted is claimed again when the hold is over.
            log.LogWarning("What lines were told cannot be noted: {Reason}", e.GetBaseException().Message);
        }
    }

    // One that cannot be told must not take the others of its server along.
    private async Task<string?> TriedAsync(LineTeller teller, ClaimedLine line, CancellationToken token)
    {
        try
        {
            return await teller.TellAsync(line, token);
        }
        catch (Exception e) when (e is not NpgsqlException && !token.IsCancellationRequested)
        {
            log.LogError(e, "The line of contract {Contract} cannot be told", line.ContractId);
            return LineTeller.Failed;
        }
    }

    /// <summary>1, 2, 4 … 15 s: a server that was off hears of it soon after it is back.</summary>
    private TimeSpan Pause(int tries) => TimeSpan.FromSeconds(Math.Min(15, Math.Pow(2, Math.Min(tries, 4))) * _factor);

    private async Task InScopeAsync(Func<IServiceProvider, Task> work)
    {
        await using var scope = scopes.CreateAsyncScope();
        await work(scope.ServiceProvider);
    }
}
