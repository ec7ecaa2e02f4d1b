using Microsoft.Extensions.DependencyInjection;
using Wisp.ModuleHost;
using Wisp.Runtime;
using Wisp.Runtime.Migrate;

namespace Wisp.Tool.Commands;

/// <summary><c>migrate</c>: brings the database up to the host and every installed module.</summary>
internal static class Migrate
{
    public static async Task<int> RunAsync(IServiceProvider services, TextWriter output)
    {
        var modules = services.GetRequiredService<ModuleCatalog>().Running
            .Select(m => new ModuleToMigrate(m.Id, m.Required, m.Contributions!.Database, m.Assembly!))
            .Prepend(new ModuleToMigrate(
                "host", true, services.GetRequiredService<HostContributions>().Contributions.Database, typeof(WispRuntime).Assembly))
            .ToList();
        var results = await ActivatorUtilities.CreateInstance<DatabaseMigrator>(services).RunAsync(modules, CancellationToken.None);
        foreach (var result in results)
            await output.WriteLineAsync(
                result.Error is { } error ? $"{result.Id}: failed: {error}"
                : result.Applied.Count == 0 ? $"{result.Id}: up to date"
                : $"{result.Id}: applied {string.Join(", ", result.Applied)}");
        return results.Any(result => result is { Error: not null, Required: true }) ? 1 : 0;
    }
}
