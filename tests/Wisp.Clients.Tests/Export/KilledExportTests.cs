using Wisp.Clients.Tests.Import;

namespace Wisp.Clients.Tests.Export;

/// <summary>The worker dies in the middle of an export: there is one file with each client once, and one mail about it.</summary>
[Trait("rule", "EXP-10")]
public sealed class KilledExportTests : MortalExport
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task There_is_one_file_with_each_client_once_and_one_mail(int workers)
    {
        var job = await PressAsync();

        var killed = await MortalWorkers.RunAsync(
            App.Database, workers, Strikes, 300, () => IsAsync(job, "running"), () => IsAsync(job, "done"), ImportApp.Hasty);

        Assert.True(killed > 0, "It was over before any worker was killed.");
        await OnceAsync(job);
    }
}
