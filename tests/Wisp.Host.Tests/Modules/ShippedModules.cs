using Wisp.ModuleHost.Tests;
using Wisp.Testing;

namespace Wisp.Host.Tests.Modules;

internal static class ShippedModules
{
    /// <summary>Puts the real modules beside a test's own.</summary>
    public static void AddShipped(this ModulesFolder folder)
    {
        foreach (var file in Directory.GetFiles(Places.Modules, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder.Path, Path.GetRelativePath(Places.Modules, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
