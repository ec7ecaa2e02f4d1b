namespace Wisp.Modules.Zones.Features.ImportAreas.Reading;

/// <summary>A copy on disk of what can only be read forward; its name is gone at once, so nothing is left behind by a killed process.</summary>
internal static class TemporaryFile
{
    /// <exception cref="AreaFileException">It is longer than <paramref name="most"/> bytes.</exception>
    public static async Task<FileStream> OfAsync(Stream content, long most, CancellationToken cancellationToken)
    {
        var path = Path.Combine(Path.GetTempPath(), $"wisp-{Path.GetRandomFileName()}");
        var file = new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.Delete });
        try
        {
            File.Delete(path);
            var buffer = new byte[1 << 16];
            int read;
            while ((read = await content.ReadAsync(buffer, cancellationToken)) > 0)
            {
                if (file.Length + read > most) throw new AreaFileException("zip.bomb", most >> 20);
                await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }

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
