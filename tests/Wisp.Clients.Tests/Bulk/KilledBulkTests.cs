using Wisp.Clients.Tests.Import;

namespace Wisp.Clients.Tests.Bulk;

/// <summary>The worker dies in the middle of a mass update, or loses its database: each client is changed once and audited once.</summary>
[Trait("rule", "BULK-10")]
[Trait("case", "F02")]
public sealed class KilledBulkTests : MortalBulk
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Each_client_is_changed_once_and_audited_once(int workers)
    {
        var (bulk, zone) = await PlannedAsync();
        var run = await BeginAsync(bulk);

        var killed = await MortalWorkers.RunAsync(
            App.Database, workers, Strikes, 400, () => StateIsAsync(run, "running"), () => DoneAsync(bulk), ImportApp.Hasty);

        Assert.True(killed > 0, "It was over before any worker was killed.");
        await OnceAsync(bulk, run, zone);
    }

    [Fact]
    public async Task A_database_that_goes_away_in_the_middle_changes_nothing_of_that()
    {
        var (bulk, zone) = await PlannedAsync();
        await using var worker = await WorkerProcess.StartAsync(App.Database, ImportApp.Hasty);
        var run = await BeginAsync(bulk);
        long ended = 0;

        await MortalWorkers.StrikeAsync(
            Strikes, 300, () => StateIsAsync(run, "running"), () => DoneAsync(bulk), async _ => ended += await LostServer.CutAsync(App.Database));

        Assert.True(ended > 0, "It was over before any connection was cut.");
        Assert.False(worker.HasExited, worker.Output);
        await OnceAsync(bulk, run, zone);
    }
}
