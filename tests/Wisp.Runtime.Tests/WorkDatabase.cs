namespace Wisp.Runtime.Tests;

/// <summary>For a class of tests: a database with the shipped modules and the fixture <c>work</c>, and the runtime on it.</summary>
public sealed class WorkDatabase : IAsyncLifetime
{
    private RuntimeProcess? _runtime;
    private TestDatabase? _database;

    public TestDatabase Database => _database!;

    internal RuntimeProcess Runtime => _runtime!;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CloneAsync(ModulesFolder.WithWork);
        _runtime = RuntimeProcess.Start(_database);
    }

    public async Task DisposeAsync()
    {
        if (_runtime is not null) await _runtime.DisposeAsync();
        if (_database is not null) await _database.DisposeAsync();
    }
}
