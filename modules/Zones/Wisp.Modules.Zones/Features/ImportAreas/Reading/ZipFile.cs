using System.IO.Compression;

namespace Wisp.Modules.Zones.Features.ImportAreas.Reading;

/// <summary>A KMZ, or a shapefile in a ZIP. What it unfolds to is counted while it unfolds, whatever it claims.</summary>
internal static class ZipFile
{
    private const int MostEntries = 1000;
    private const long MostBytes = 128 << 20;

    public static async Task<AreaFile> OpenAsync(Stream content, CancellationToken cancellationToken)
    {
        var copy = await TemporaryFile.OfAsync(content, long.MaxValue, cancellationToken);
        try
        {
            var zip = new ZipArchive(copy, ZipArchiveMode.Read, leaveOpen: false);
            if (zip.Entries.Count > MostEntries) throw new AreaFileException("zip.entries", MostEntries);
            if (Entry(zip, ".shp") is { } shapes) return await ShapeFile.OpenAsync(zip, shapes, cancellationToken);
            if (Entry(zip, ".kml") is not { } kml) throw new AreaFileException("zip.nothing");
            return new AreaFile(null, new KmlFile(await UnfoldAsync(kml, cancellationToken)).ReadAsync(cancellationToken));
        }
        catch (InvalidDataException)
        {
            throw new AreaFileException("zip.broken");
        }
    }

    /// <summary>The only entry with the ending, wherever it lies; folders that a Mac adds do not count.</summary>
    public static ZipArchiveEntry? Entry(ZipArchive zip, string ending)
    {
        var all = zip.Entries.Where(e => e.Name.EndsWith(ending, StringComparison.OrdinalIgnoreCase) && !e.FullName.Contains("__MACOSX", StringComparison.Ordinal)).ToList();
        if (all.Count > 1 && ending == ".shp") throw new AreaFileException("zip.several", string.Join(", ", all.Take(5).Select(e => ShapeProperties.Short(e.Name))));
        return all.FirstOrDefault();
    }

    /// <summary>The entry on disk, under no name.</summary>
    public static async Task<Stream> UnfoldAsync(ZipArchiveEntry entry, CancellationToken cancellationToken)
    {
        if (entry.IsEncrypted) throw new AreaFileException("zip.locked");
        await using var folded = await entry.OpenAsync(cancellationToken);
        return await TemporaryFile.OfAsync(folded, MostBytes, cancellationToken);
    }
}
