using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.Loader;
using McMaster.NETCore.Plugins;

namespace Wisp.ModuleHost;

/// <summary>
/// Main assemblies, each in a context of its own. Contexts are never unloaded, so that several hosts in one process (tests)
/// share the context of a file instead of stacking copies.
/// </summary>
internal static class ModuleAssemblies
{
    private static readonly Lock Gate = new();
    private static readonly Dictionary<string, Assembly> ByFile = [];
    private static readonly ConcurrentDictionary<string, Assembly> ByName = new(StringComparer.OrdinalIgnoreCase);

    // Libraries that keep a type's name and load it later look in the default context.
    static ModuleAssemblies() =>
        AssemblyLoadContext.Default.Resolving += (_, name) => ByName.GetValueOrDefault(name.Name ?? "");

    public static Assembly Load(string file, IEnumerable<AssemblyName> contracts)
    {
        lock (Gate)
        {
            if (!ByFile.TryGetValue(file, out var assembly))
                ByFile[file] = assembly = Create(file, contracts).LoadDefaultAssembly();
            return ByName[assembly.GetName().Name!] = assembly;
        }
    }

    private static PluginLoader Create(string file, IEnumerable<AssemblyName> contracts) =>
        PluginLoader.CreateFromAssemblyFile(file, config =>
        {
            config.IsUnloadable = false;
            config.IsLazyLoaded = true;
            config.PreferSharedTypes = false;
            foreach (var name in SharedAssemblies.Listed.Select(name => new AssemblyName(name)).Concat(contracts)) config.SharedAssemblies.Add(name);
        });
}
