using System.Collections.Concurrent;
using System.Globalization;
using Npgsql;
using Wisp.Runtime;
using Wisp.Sdk;

namespace Wisp.Testing;

/// <summary>The migrated database that all clones come from; made once for a build, whichever test process comes first.</summary>
internal static class Template
{
    public const string AppPassword = "tests-only";
    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> Made = new(StringComparer.Ordinal);

    public static Task<string> NameAsync(string modules) =>
        Made.GetOrAdd(modules, folder => new Lazy<Task<string>>(() => MakeAsync(folder))).Value;

    private static async Task<string> MakeAsync(string modules)
    {
        var name = $"template_{Places.RolePrefix}_{Fingerprint(modules):x16}";
        await using var admin = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Places.AdminDatabase) { CommandTimeout = 300, Pooling = false }.ConnectionString);
        await admin.OpenAsync();
        await admin.Sql("select pg_advisory_lock(78)").RunAsync();
        if (await admin.Sql("select true from pg_database where datname = $1", name).ValueAsync<bool>()) return name;

        var half = name + "_making";
        await admin.Sql($"drop database if exists {half} with (force)").RunAsync();
        await admin.Sql($"create database {half}").RunAsync();
        await Migration.EnsureAsync(half, modules);
        await admin.Sql($"alter database {half} rename to {name}").RunAsync();
        return name;
    }

    // Any new build of a module or of the runtime may bring another schema.
    private static ulong Fingerprint(string modules)
    {
        var files = Directory.EnumerateFiles(modules, "Wisp.*.dll", SearchOption.AllDirectories)
            .Append(typeof(WispRuntime).Assembly.Location)
            .Order(StringComparer.Ordinal);
        var text = string.Join('\n', files.Select(f => string.Create(
            CultureInfo.InvariantCulture, $"{Path.GetFileName(f)} {File.GetLastWriteTimeUtc(f).Ticks}")));
        return BitConverter.ToUInt64(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));
    }
}
