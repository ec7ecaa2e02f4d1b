using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Wisp.ModuleHost;
using Wisp.Runtime.Operators;

namespace Wisp.Runtime.Tests;

/// <summary>The runtime's services as a host or worker has them, without pages or jobs running.</summary>
internal sealed class RuntimeProcess : IAsyncDisposable
{
    private readonly IHost _app;

    private RuntimeProcess(IHost app, ModuleCatalog catalog) => (_app, Catalog) = (app, catalog);

    public ModuleCatalog Catalog { get; }

    public IServiceProvider Services => _app.Services;

    public IModuleConnections Connections => Get<IModuleConnections>();

    public IActorAccessor Actors => Get<IActorAccessor>();

    public IDatabase<HostDb> Host => Get<IDatabase<HostDb>>();

    public NpgsqlDataSource Work => Connections.Source("work");

    public static RuntimeProcess Start(TestDatabase database, params (string Key, string Value)[] settings)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Wisp:Database"] = database.App,
            ["Wisp:RolePrefix"] = Places.RolePrefix,
            ["Wisp:ModulesPath"] = ModulesFolder.WithWork,
            ["WISP_MASTER_KEY"] = Convert.ToBase64String(new byte[32]),
        });
        builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)));
        var catalog = builder.AddWispRuntime(ModuleProcess.Worker);
        return new RuntimeProcess(builder.Build(), catalog);
    }

    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        if (_app is IAsyncDisposable app) await app.DisposeAsync();
    }
}
