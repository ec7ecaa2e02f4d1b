using Wisp.Clients.Tests.Import;

namespace Wisp.Clients.Tests.Export;

/// <summary>PostgreSQL as a whole dies and comes back, again and again, in the middle of an export.</summary>
[Collection(Alone.Name)]
[Trait("rule", "EXP-10")]
public sealed class RestartedExportTests : MortalExport
{
    [DeepFact]
    public async Task There_is_one_file_with_each_client_once_and_one_mail()
    {
        var job = await PressAsync();
        await using var worker = await WorkerProcess.StartAsync(App.Database, ImportApp.Hasty);

        var restarts = await MortalWorkers.StrikeAsync(
            Strikes, 300, () => IsAsync(job, "running"), () => IsAsync(job, "done"), _ => LostServer.RestartAsync());

        Assert.True(restarts > 0, "It was over before the server was stopped.");
        Assert.False(worker.HasExited, worker.Output);
        await OnceAsync(job);
    }
}
