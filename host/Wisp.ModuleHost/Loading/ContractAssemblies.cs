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
            try
            {
                // An earlier catalog put it there, or the process itself is compiled against it (tests).
                return AssemblyLoadContext.Default.LoadFromAssemblyName(new AssemblyName(name));
            }
            catch (FileNotFoundException)
            {
                return AssemblyLoadContext.Default.LoadFromAssemblyPath(file);
            }
        }
    }
}
