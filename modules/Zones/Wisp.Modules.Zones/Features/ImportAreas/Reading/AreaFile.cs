using Wisp.Modules.Zones.Domain.Areas;

namespace Wisp.Modules.Zones.Features.ImportAreas.Reading;

/// <summary>A file of areas whatever its kind, told by its first bytes and not by its name.</summary>
/// <param name="Encoding">How its letters were read, where the file itself does not say.</param>
/// <param name="Shapes">Its shapes, read as they are asked for.</param>
internal sealed record AreaFile(string? Encoding, IAsyncEnumerable<ReadShape> Shapes)
{
    public const int MostShapes = 5000;

    /// <param name="open">Opens the file at its start, as often as needed.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public static async Task<AreaFile> OpenAsync(Func<Stream> open, CancellationToken cancellationToken)
    {
        var head = new byte[64];
        await using (var start = open())
        {
            var read = await start.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
            if (read == 0) throw new AreaFileException("file.empty");
            head = head[..read];
        }

        if (head.AsSpan().StartsWith("PK"u8)) return await ZipFile.OpenAsync(open(), cancellationToken);
        if (FirstLetter(head) == '<') return new AreaFile(null, new KmlFile(open()).ReadAsync(cancellationToken));
        await using var look = open();
        var encoding = await FileText.EncodingOfAsync(look, cancellationToken);
        return new AreaFile(encoding, new GeoJsonFile(FileText.AsUtf8(open(), encoding)).ReadAsync(cancellationToken));
    }

    /// <summary>The shape as it may be stored, or its fault with what would mend it.</summary>
    public static AreaCheck Check(ReadShape shape) => shape switch
    {
        { Fault: { } fault, Geometry: { } closed } => AreaRules.Refuse(fault, closed, shape.Enclosed),
        { Fault: { } fault } => new AreaCheck(null, fault),
        _ => AreaRules.Check(shape.Geometry!),
    };

    private static char FirstLetter(byte[] head) => (char)head.FirstOrDefault(b => b is not (0xEF or 0xBB or 0xBF or 0xFE or 0xFF or 0 or (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'));
}
