using System.Reflection;

namespace Wisp.Testing;

/// <summary>Where things lie on this machine.</summary>
public static class Places
{
    public static string Modules { get; } = Metadata("WispModulesDir");

    public static string Root { get; } = Metadata("WispRoot");

    public static string Host { get; } = Path.Combine(Root, "host", "Wisp.Host");

    public static string WorkerAssembly { get; } = Program("Wisp.Worker");

    public static string HostAssembly { get; } = Program("Wisp.Host");

    /// <summary>Administrator's connection string of the tests' server, from <c>./wisp test</c>. Not pooled, so that locks end with their connection.</summary>
    public static string AdminDatabase { get; } = new Npgsql.NpgsqlConnectionStringBuilder(
        Environment.GetEnvironmentVariable("WISP_TEST_DATABASE")
            ?? throw new InvalidOperationException("Tests need WISP_TEST_DATABASE, an administrator's connection string: run ./wisp test."))
    {
        Pooling = false,
        CommandTimeout = 300,
    }.ConnectionString;

    /// <summary>Prefix of the roles; benchmarks run on a server whose roles belong to a real Wisp and take another.</summary>
    public static string RolePrefix { get; } = Environment.GetEnvironmentVariable("WISP_TEST_ROLE_PREFIX") ?? "wisp";

    /// <summary>Whether the long versions are wanted (<c>./wisp test --deep</c>).</summary>
    public static bool Deep { get; } = Environment.GetEnvironmentVariable("WISP_DEEP") == "1";

    private static string Program(string name) => Path.Combine(Root, "artifacts", "bin", name, Metadata("WispConfiguration"), $"{name}.dll");

    private static string Metadata(string key) =>
        typeof(Places).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == key).Value!;
}
