using NpgsqlTypes;
using Wisp.Sdk;

namespace Wisp.Clients.Tests.Extending;

/// <summary>The web process with a module that adds to Clients whatever can be added.</summary>
public class PartsApp : ClientsApp
{
    protected static readonly Lazy<string> Modules = new(() => FixtureModules.BesideShipped("parts"));

    /// <summary>For a worker beside it.</summary>
    public static (string, string) ModulesSetting => ("Wisp__ModulesPath", Modules.Value);

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await Database.DisposeAsync();
    }

    protected override async Task<WispApp> StartAsync() =>
        WispApp.StartOn(await TestDatabase.CloneAsync(Modules.Value), ("Wisp:ModulesPath", Modules.Value));

    /// <summary>Gives a client a part.</summary>
    public Task<int> PartAsync(Guid client, string? kind, string? note = null, bool? ready = null, DateOnly? since = null, decimal? amount = null) =>
        Database.RunAsync(
            "insert into parts.part (client_id, kind, note, ready, since, amount) values ($1, $2, $3, $4, $5, $6)", client,
            kind.As(NpgsqlDbType.Text), note.As(NpgsqlDbType.Text), ready.As(NpgsqlDbType.Boolean), since.As(NpgsqlDbType.Date), amount.As(NpgsqlDbType.Numeric));

    /// <summary>Has the module fail at something until the answer is disposed.</summary>
    public async Task<IAsyncDisposable> FailingAsync(string at)
    {
        await Database.RunAsync("insert into parts.fault values ($1)", at);
        return new Fault(this, at);
    }

    private sealed class Fault(PartsApp app, string at) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await app.Database.RunAsync("delete from parts.fault where name = $1", at);
    }
}

/// <summary>Tests of what modules add share one web process.</summary>
[CollectionDefinition(Name)]
public sealed class ExtendingTests : ICollectionFixture<PartsApp>
{
    public const string Name = "extending";
}
