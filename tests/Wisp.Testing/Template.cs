using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Wisp.ModuleHost;
using Wisp.Runtime;
using Wisp.Runtime.Migrate;
using Wisp.Sdk;

namespace Wisp.Testing;

/// <summary>The migrated database that all clones come from; made once for a build, whichever test process comes first.</summary>
internal static class Template
{
    public const string AppPassword = "tests-only";
    private static readonly Lazy<Task<string>> Made = new(MakeAsync);

    public static Task<string> NameAsync() => Made.Value;

    private static async Task<string> MakeAsync()
    {
        var name = $"template_{Places.RolePrefix}_{Fingerprint():x16}";
        await using var admin = new NpgsqlConnection(Places.AdminDatabase);
        await admin.OpenAsync();
        await admin.Sql("select pg_advisory_lock(78)").RunAsync();
        if (await admin.Sql("select true from pg_database where datname = $1", name).ValueAsync<bool>()) return name;

        var half = name + "_making";
        await admin.Sql($"drop database if exists {half} with (force)").RunAsync();
        await admin.Sql($"create database {half}").RunAsync();
        await MigrateAsync(new NpgsqlConnectionStringBuilder(Places.AdminDatabase) { Database = half, Pooling = false }.ConnectionString);
        await admin.Sql($"alter database {half} rename to {name}").RunAsync();
        return name;
    }

    private static async Task MigrateAsync(string database)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Wisp:AdminDatabase"] = database,
            ["Wisp:Database"] = database,
            ["Wisp:AppPassword"] = AppPassword,
            ["Wisp:RolePrefix"] = Places.RolePrefix,
            ["Wisp:ModulesPath"] = Places.Modules,
        });
        var catalog = builder.AddWispRuntime(ModuleProcess.Tool);
        using var app = builder.Build();
        var modules = catalog.Running
            .Select(m => new ModuleToMigrate(m.Id, m.Required, m.Contributions!.Database, m.Assembly!))
            .Prepend(new ModuleToMigrate(
                "host", true, app.Services.GetRequiredService<HostContributions>().Contributions.Database, typeof(WispRuntime).Assembly))
            .ToList();
        var results = await ActivatorUtilities.CreateInstance<DatabaseMigrator>(app.Services).RunAsync(modules, CancellationToken.None);
        var failed = results.Where(r => r.Error is not null).ToList();
        if (failed.Count > 0)
            throw new InvalidOperationException(string.Join("; ", failed.Select(r => $"{r.Id}: {r.Error}")));
    }

    // Any new build of a module or of the runtime may bring another schema.
    private static ulong Fingerprint()
    {
        var files = Directory.EnumerateFiles(Places.Modules, "Wisp.*.dll", SearchOption.AllDirectories)
            .Append(typeof(WispRuntime).Assembly.Location)
            .Order(StringComparer.Ordinal);
        var text = string.Join('\n', files.Select(f => string.Create(
            CultureInfo.InvariantCulture, $"{Path.GetFileName(f)} {File.GetLastWriteTimeUtc(f).Ticks}")));
        return BitConverter.ToUInt64(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));
    }
}
