using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Wisp.ModuleHost;
using Wisp.Runtime;
using Wisp.Runtime.Migrate;
using Wisp.Sdk;

namespace Wisp.Testing;

/// <summary>Migrates a database as <c>./wisp migrate</c> does.</summary>
public static class Migration
{
    /// <summary>Eight letters that change with any migration of the checkout.</summary>
    public static string Digest { get; } = Convert.ToHexStringLower(SHA256.HashData(
        [.. new[] { "host", "modules" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Places.Root, folder), "*.sql", SearchOption.AllDirectories))
            .Where(file => Path.GetFileName(Path.GetDirectoryName(file)) == "Migrations")
            .OrderBy(Path.GetFileName, StringComparer.Ordinal)
            .SelectMany(File.ReadAllBytes)]))[..8];

    /// <summary>Migrates all of it or throws.</summary>
    public static async Task EnsureAsync(string database, string modules)
    {
        if ((await RunAsync(database, modules)).Where(r => r.Error is not null).ToList() is { Count: > 0 } failed)
            throw new InvalidOperationException(string.Join("; ", failed.Select(r => $"{r.Id}: {r.Error}")));
    }

    /// <param name="database">Name of the database, which is there.</param>
    /// <param name="modules">Folder of modules.</param>
    /// <param name="prefix">Prefix of the roles, if not that of all tests.</param>
    /// <returns>What became of the host and of each module.</returns>
    public static async Task<IReadOnlyList<ModuleMigration>> RunAsync(string database, string modules, string? prefix = null)
    {
        var connection = new NpgsqlConnectionStringBuilder(Places.AdminDatabase) { Database = database, Pooling = false }.ConnectionString;
        var builder = Microsoft.Extensions.Hosting.Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Wisp:AdminDatabase"] = connection,
            ["Wisp:Database"] = connection,
            ["Wisp:AppPassword"] = Template.AppPassword,
            ["Wisp:RolePrefix"] = prefix ?? Places.RolePrefix,
            ["Wisp:ModulesPath"] = modules,
        });
        var catalog = builder.AddWispRuntime(ModuleProcess.Tool);
        using var app = builder.Build();
        var all = catalog.Running
            .Select(m => new ModuleToMigrate(m.Id, m.Required, m.Contributions!.Database, m.Assembly!))
            .Prepend(new ModuleToMigrate(
                "host", true, app.Services.GetRequiredService<HostContributions>().Contributions.Database, typeof(WispRuntime).Assembly))
            .ToList();
        return await ActivatorUtilities.CreateInstance<DatabaseMigrator>(app.Services).RunAsync(all, CancellationToken.None);
    }
}
