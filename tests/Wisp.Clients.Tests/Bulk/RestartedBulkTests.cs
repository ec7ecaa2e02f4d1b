using Wisp.Clients.Tests.Import;

namespace Wisp.Clients.Tests.Bulk;

/// <summary>PostgreSQL as a whole dies and comes back, again and again, in the middle of a mass update.</summary>
[Collection(Alone.Name)]
[Trait("rule", "BULK-10")]
public sealed class RestartedBulkTests : MortalBulk
{
    [DeepFact]
    public async Task Each_client_is_changed_once_and_audited_once()
    {
        var (bulk, zone) = await PlannedAsync();
        await using var worker = await WorkerProcess.StartAsync(App.Database, ImportApp.Hasty);
        var run = await BeginAsync(bulk);

        var restarts = await MortalWorkers.StrikeAsync(
            Strikes, 400, () => StateIsAsync(run, "running"), () => DoneAsync(bulk), _ => LostServer.RestartAsync());

        Assert.True(restarts > 0, "It was over before the server was stopped.");
        Assert.False(worker.HasExited, worker.Output);
        await OnceAsync(bulk, run, zone);
    }
}
