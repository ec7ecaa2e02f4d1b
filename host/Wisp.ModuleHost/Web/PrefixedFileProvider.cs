using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Primitives;

namespace Wisp.ModuleHost;

/// <summary>Shows another provider's files under a path.</summary>
internal sealed class PrefixedFileProvider(PathString prefix, IFileProvider files) : IFileProvider
{
    public IFileInfo GetFileInfo(string subpath) =>
        Below(subpath) is { } path ? files.GetFileInfo(path) : new NotFoundFileInfo(subpath);

    public IDirectoryContents GetDirectoryContents(string subpath) =>
        Below(subpath) is { } path ? files.GetDirectoryContents(path) : NotFoundDirectoryContents.Singleton;

    public IChangeToken Watch(string filter) =>
        Below(filter) is { } path ? files.Watch(path) : NullChangeToken.Singleton;

    private string? Below(string subpath) =>
        new PathString("/" + subpath.TrimStart('/')).StartsWithSegments(prefix, out var rest) ? rest.Value : null;
}
