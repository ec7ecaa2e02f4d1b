namespace Wisp.Runtime.Tests.Jobs;

/// <summary>For a class of tests: the fixture's database with one worker at work, whose waits are short.</summary>
/// <param name="waitFactor">How short.</param>
public abstract class WorkingDatabase(double waitFactor) : IAsyncLifetime
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
        _worker = await StartWorkerAsync(Database, waitFactor);
    }

    public async Task DisposeAsync()
    {
        if (_worker is not null) await _worker.DisposeAsync();
        await _work.DisposeAsync();
    }
}

/// <summary>Short enough that nobody waits, long enough that a busy machine does not look dead.</summary>
public sealed class QuickWorker() : WorkingDatabase(0.05);

/// <summary>For jobs that are tried again and again.</summary>
public sealed class HastyWorker() : WorkingDatabase(0.01);

/// <summary>For events that are tried again and again: eight times, the last after half an hour.</summary>
public sealed class RestlessWorker() : WorkingDatabase(0.004);
