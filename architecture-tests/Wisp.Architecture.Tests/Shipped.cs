using System.Reflection;
using Mono.Cecil;

namespace Wisp.Architecture.Tests;

/// <summary>The assemblies and sources that the rules are about. A rule begins by asserting that it has something to look at.</summary>
internal static class Shipped
{
    public static string Root { get; } = Metadata("WispRoot");

    private static string Binaries { get; } = Path.Combine(Root, "artifacts", "bin");

    public static IReadOnlyList<string> ModuleFolders { get; } =
        [.. Directory.GetDirectories(Path.Combine(Root, "artifacts", "modules")).SelectMany(Directory.GetDirectories)];

    /// <summary>Main assemblies of the modules, by module name.</summary>
    public static IReadOnlyDictionary<string, AssemblyDefinition> Modules { get; } = Read("Wisp.Modules.");

    /// <summary>Contract assemblies, by module name.</summary>
    public static IReadOnlyDictionary<string, AssemblyDefinition> Contracts { get; } = Read("Wisp.Contracts.");

    public static AssemblyDefinition Process(string name) =>
        AssemblyDefinition.ReadAssembly(Path.Combine(Binaries, name, Metadata("WispConfiguration"), name + ".dll"));

    public static string ModuleFile(string module) =>
        ModuleFolders.Select(folder => Path.Combine(folder, $"Wisp.Modules.{module}.dll")).Single(File.Exists);

    public static IEnumerable<string> WispReferences(AssemblyDefinition assembly) =>
        assembly.MainModule.AssemblyReferences.Select(r => r.Name).Where(n => n.StartsWith("Wisp.", StringComparison.Ordinal));

    /// <summary>Source files of the product, tests and generated folders left out.</summary>
    public static IReadOnlyList<string> Sources(string pattern) =>
        [.. new[] { "host", "modules", "worker" }
            .SelectMany(top => Directory.EnumerateFiles(Path.Combine(Root, top), pattern, SearchOption.AllDirectories))
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/wwwroot/lib/", StringComparison.Ordinal))];

    private static Dictionary<string, AssemblyDefinition> Read(string prefix) =>
        ModuleFolders
            .SelectMany(folder => Directory.GetFiles(folder, prefix + "*.dll"))
            .Select(AssemblyDefinition.ReadAssembly)
            .ToDictionary(assembly => assembly.Name.Name[prefix.Length..], StringComparer.Ordinal);

    private static string Metadata(string key) =>
        typeof(Shipped).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == key).Value!;
}
