using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.Loader;

namespace Wisp.ModuleHost;

/// <summary>Contracts live in the default context, once in the process: type identity holds for modules, hosts and tests alike.</summary>
internal static class ContractAssemblies
{
    private static readonly ConcurrentDictionary<string, Lazy<Assembly>> Loaded = new(StringComparer.OrdinalIgnoreCase);

    private static readonly IReadOnlySet<string> OwnAssemblies = ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "")
        .Split(Path.PathSeparator)
        .Select(file => Path.GetFileNameWithoutExtension(file))
        .ToHashSet(StringComparer.OrdinalIgnoreCase);

    public static AssemblyName Load(string name, string file) =>
        Loaded.GetOrAdd(name, _ => new(() => Find(name, file), LazyThreadSafetyMode.PublicationOnly)).Value.GetName();

    // A process that is compiled against a contract (tests) has it already. Asking for the others by name first would fail,
    // and the runtime remembers a name that failed.
    private static Assembly Find(string name, string file) => OwnAssemblies.Contains(name)
        ? AssemblyLoadContext.Default.LoadFromAssemblyName(new AssemblyName(name))
        : AssemblyLoadContext.Default.LoadFromAssemblyPath(file);
}
