using System.Reflection;
using System.Runtime.Loader;
using Wisp.Sdk;

namespace Wisp.ModuleHost;

/// <summary>Makes a broken module show at the start instead of at the first click.</summary>
internal static class ModuleProbe
{
    /// <summary>Loads what the assembly refers to and all its types; throws what the runtime throws.</summary>
    public static Type[] Types(Assembly assembly)
    {
        var context = AssemblyLoadContext.GetLoadContext(assembly)!;
        foreach (var reference in assembly.GetReferencedAssemblies()) context.LoadFromAssemblyName(reference);
        return assembly.GetTypes();
    }

    public static ModuleProblem? EntryPoints(LoadedModule module)
    {
        var found = module.Types.Where(IsModule).ToList();
        if (found.Count > 1)
            return ModuleProblem.Of(ProblemTexts.EntryPoints, module.Manifest!.Assembly, string.Join(", ", found.Select(type => type.FullName)));
        return EntryPoint(module) is null ? ModuleProblem.Of(ProblemTexts.NoEntryPoint, module.Manifest!.Assembly) : null;
    }

    public static Type? EntryPoint(LoadedModule module) =>
        Array.Find(module.Types, type => IsModule(type) && type.IsVisible && type.GetConstructor(Type.EmptyTypes) is not null);

    private static bool IsModule(Type type) => !type.IsAbstract && type.IsSubclassOf(typeof(WispModule));
}
