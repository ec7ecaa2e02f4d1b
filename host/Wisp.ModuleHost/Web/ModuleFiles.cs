using Microsoft.Extensions.FileProviders;

namespace Wisp.ModuleHost;

/// <summary>Static files of modules.</summary>
public static class ModuleFiles
{
    /// <summary>
    /// One provider over the host's files and each running module's <c>wwwroot</c> under <c>/_content/&lt;assembly name&gt;/</c>.
    /// Set it as the environment's <c>WebRootFileProvider</c> before <c>UseStaticFiles</c>, so that version hashes see it too.
    /// </summary>
    /// <param name="catalog">The modules.</param>
    /// <param name="host">The host's own files, which come first.</param>
    /// <returns>The composite.</returns>
    public static IFileProvider Provider(ModuleCatalog catalog, IFileProvider host) =>
        new CompositeFileProvider([host, .. catalog.Running
            .Select(module => (Name: module.Assembly!.GetName().Name!, Files: Path.Combine(module.Folder, "wwwroot")))
            .Where(module => Directory.Exists(module.Files))
            .Select(module => new PrefixedFileProvider($"/_content/{module.Name}", new PhysicalFileProvider(module.Files)))]);
}
