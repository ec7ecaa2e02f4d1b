namespace Wisp.Testing;

/// <summary>Folders with the shipped modules and modules of the tests beside them; gone when the process ends.</summary>
public static class FixtureModules
{
    private static readonly string Fixtures = Path.Combine(Places.Root, "artifacts", "fixtures");

    /// <param name="fixtures">Ids of modules below <c>tests/modules</c>; the test project builds them.</param>
    /// <returns>The folder.</returns>
    public static string BesideShipped(params string[] fixtures)
    {
        var folder = Directory.CreateTempSubdirectory("wisp-modules-").FullName;
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
