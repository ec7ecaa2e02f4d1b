using System.Reflection;

namespace Wisp.Runtime.Tests;

/// <summary>Folders with the shipped modules and fixtures beside them; made once for a run of the tests.</summary>
internal static class ModulesFolder
{
    private static readonly string Fixtures = typeof(ModulesFolder).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "WispFixtures").Value!;

    private static readonly Lazy<string> WithWorkOnly = new(() => Make("work"));
    private static readonly Lazy<string> WithBrokenToo = new(() => Make("work", "broken-migration"));

    public static string WithWork => WithWorkOnly.Value;

    public static string WithBroken => WithBrokenToo.Value;

    private static string Make(params string[] fixtures)
    {
        var folder = Directory.CreateTempSubdirectory("wisp-runtime-tests-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        foreach (var module in Directory.GetDirectories(Places.Modules)) Copy(module, folder);
        foreach (var fixture in fixtures) Copy(Path.Combine(Fixtures, fixture), folder);
        return folder;
    }

    private static void Copy(string module, string folder)
    {
        foreach (var file in Directory.GetFiles(module, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, Path.GetFileName(module), Path.GetRelativePath(module, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
