namespace Wisp.Runtime.Tables.Workbooks;

/// <summary>A copy on disk of what can only be read forward; its name is gone at once, so nothing is left behind by a killed process.</summary>
internal static class TemporaryFile
{
    public static async Task<FileStream> OfAsync(Stream content, CancellationToken cancellationToken)
    {
        var path = Path.Combine(Path.GetTempPath(), $"wisp-{Path.GetRandomFileName()}");
        var file = new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.Delete });
        try
        {
            File.Delete(path);
            await content.CopyToAsync(file, cancellationToken);
            file.Position = 0;
            return file;
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }
}
