namespace Wisp.Runtime.Tests.Jobs;

/// <summary>For a class of tests: the fixture's database with one worker at work, whose waits are short.</summary>
public sealed class WorkingDatabase : IAsyncLifetime
{
    private readonly WorkDatabase _work = new();
    private WorkerProcess? _worker;

    public TestDatabase Database => _work.Database;

    public WorkerProcess Worker => _worker!;

    internal RuntimeProcess Runtime => _work.Runtime;

    public static Task<WorkerProcess> StartWorkerAsync(TestDatabase database, double waitFactor = 0.05, int slots = 4) =>
        WorkerProcess.StartAsync(
            database,
            ("Wisp__ModulesPath", ModulesFolder.WithWork),
            ("Wisp__WaitFactor", waitFactor.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            ("Wisp__WorkerSlots", slots.ToString(System.Globalization.CultureInfo.InvariantCulture)));

    public async Task InitializeAsync()
    {
        await _work.InitializeAsync();
        _worker = await StartWorkerAsync(Database);
    }

    public async Task DisposeAsync()
    {
        await Worker.DisposeAsync();
        await _work.DisposeAsync();
    }
}
