using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO.Esri;
using NetTopologySuite.IO.Esri.Shapefiles.Readers;
using Wisp.Modules.Zones.Domain.Areas;

namespace Wisp.Modules.Zones.Features.ImportAreas.Reading;

/// <summary>A shapefile from a ZIP: shapes, table, encoding and projection are files of their own there.</summary>
internal static partial class ShapeFile
{
    private const int LongestText = 10_000;

    public static async Task<AreaFile> OpenAsync(ZipArchive zip, ZipArchiveEntry shapes, CancellationToken cancellationToken)
    {
        var table = Beside(".dbf") ?? throw new AreaFileException("shape.no-table", shapes.Name);
        CheckProjection(await TextAsync(Beside(".prj"), cancellationToken) ?? throw new AreaFileException("shape.no-projection", shapes.Name));
        var named = await TextAsync(Beside(".cpg"), cancellationToken);
        var (shp, dbf) = (await ZipFile.UnfoldAsync(shapes, cancellationToken), await ZipFile.UnfoldAsync(table, cancellationToken));
        var encoding = EncodingOf(named) ?? await GuessAsync(dbf, cancellationToken);
        return new AreaFile(encoding.WebName, ReadAsync(shp, dbf, encoding, cancellationToken));

        ZipArchiveEntry? Beside(string ending) => zip.GetEntry(Path.ChangeExtension(shapes.FullName, ending)) ?? ZipFile.Entry(zip, ending);
    }

    private static async IAsyncEnumerable<ReadShape> ReadAsync(Stream shp, Stream dbf, Encoding encoding, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        using var reader = Guarded(() => Shapefile.OpenRead(shp, dbf, new ShapefileReaderOptions
        {
            Encoding = encoding, Factory = Wgs84.Factory, GeometryBuilderMode = GeometryBuilderMode.IgnoreInvalidShapes,
        }));
        for (var number = 1; Guarded(() => reader.Read(out _)); number++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var properties = new ShapeProperties();
            foreach (var field in reader.Fields) properties.Add(field.Name, field.Value?.ToString());
            yield return Shape(reader.Geometry, number, properties);
        }
    }

    private static ReadShape Shape(Geometry? drawn, int number, ShapeProperties properties)
    {
        var shape = new ReadShape(number, null, properties.All);
        if (drawn is null || drawn.IsEmpty) return shape with { Fault = new AreaFault("area.empty", null) };
        if (drawn.NumPoints > DrawnRings.MostReadable) return shape with { Fault = new AreaFault("area.endless", null, DrawnRings.MostReadable) };
        // The format's own direction is clockwise; read into ours it is the same border.
        return shape with { Geometry = drawn is MultiPolygon or Polygon ? AreaRepairs.Turn(drawn) : drawn };
    }

    private static void CheckProjection(string text)
    {
        var name = ProjectionName().Match(text) is { Success: true } found ? found.Groups["name"].Value : ShapeProperties.Short(text);
        string[] known = ["GCS_WGS_1984", "WGS 84", "WGS84", "WGS_1984", "WGS 1984"];
        if (!text.TrimStart().StartsWith("GEOGC", StringComparison.OrdinalIgnoreCase) || !known.Contains(name, StringComparer.OrdinalIgnoreCase))
            throw new AreaFileException("file.projection", name);
    }

    private static Encoding? EncodingOf(string? name)
    {
        if (name?.Trim() is not { Length: > 0 } written) return null;
        try
        {
            return int.TryParse(written, out var page) ? CodePagesEncodingProvider.Instance.GetEncoding(page) : FileText.Find(written);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    // Where the rows begin stands in the ninth and tenth byte; before them are numbers, which are no letters.
    private static async Task<Encoding> GuessAsync(Stream table, CancellationToken cancellationToken)
    {
        var head = new byte[10];
        if (await table.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken) < head.Length) throw new AreaFileException("shape.broken");
        table.Position = BitConverter.ToUInt16(head, 8);
        var encoding = FileText.Find(await FileText.EncodingOfAsync(table, cancellationToken));
        table.Position = 0;
        return encoding;
    }

    private static async Task<string?> TextAsync(ZipArchiveEntry? entry, CancellationToken cancellationToken)
    {
        if (entry is null) return null;
        await using var content = await ZipFile.UnfoldAsync(entry, cancellationToken);
        using var reader = new StreamReader(content);
        var buffer = new char[LongestText];
        return new string(buffer, 0, await reader.ReadBlockAsync(buffer, cancellationToken));
    }

    // The library says in many ways that a file is not what it should be.
    private static T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is ShapefileException or IOException or ArgumentException or FormatException or InvalidOperationException or IndexOutOfRangeException or OverflowException or NotSupportedException)
        {
            throw new AreaFileException("shape.broken");
        }
    }

    [GeneratedRegex("""^\s*\w+\s*\[\s*"(?<name>[^"]{1,200})"\s*,""")]
    private static partial Regex ProjectionName();
}
