using System.Reflection;
using System.Runtime.Loader;

namespace Wisp.ModuleHost;

/// <summary>Contracts live in the default context, once in the process: type identity holds for modules, hosts and tests alike.</summary>
internal static class ContractAssemblies
{
    private static readonly Lock Gate = new();

    public static Assembly Load(string name, string file)
    {
        lock (Gate)
        {
            if (Find(name) is { } loaded) return loaded;
            try
            {
                // The process itself may be compiled against it (tests).
                return AssemblyLoadContext.Default.LoadFromAssemblyName(new AssemblyName(name));
            }
            catch (FileNotFoundException)
            {
                return AssemblyLoadContext.Default.LoadFromAssemblyPath(file);
            }
        }
    }

    /// <summary>Full names of those of the contracts that are loaded: the runtime remembers that a short name once led nowhere.</summary>
    public static IEnumerable<AssemblyName> FullNames(IEnumerable<string> contracts) =>
        contracts.Select(Find).OfType<Assembly>().Select(assembly => assembly.GetName());

    private static Assembly? Find(string name) =>
        AssemblyLoadContext.Default.Assemblies.FirstOrDefault(assembly => assembly.GetName().Name == name);
}
