using System.Buffers.Binary;

namespace Wisp.Modules.Clients.Features.Import.Reading;

/// <summary>Tells files that are no text by their first bytes.</summary>
internal static class FileKind
{
    private static readonly byte[][] BinaryStarts =
    [
        [0xD0, 0xCF, 0x11, 0xE0], // old Excel and other OLE files
        [.. "%PDF"u8],
        [0x1F, 0x8B], // gzip
        [.. "7z"u8, 0xBC, 0xAF],
        [.. "Rar!"u8],
        [0x89, 0x50, 0x4E, 0x47],
        [0xFF, 0xD8, 0xFF],
    ];

    public static Refusal? Check(ReadOnlySpan<byte> head)
    {
        if (head.IsEmpty) return new("refusal.empty");
        if (head.StartsWith("PK"u8) && head.Length > 3 && head[2] <= 8) return new(IsWorkbook(head) ? "refusal.workbook" : "refusal.zip");
        if (head.StartsWith(BinaryStarts[0])) return new("refusal.workbook");
        foreach (var start in BinaryStarts)
            if (head.StartsWith(start)) return new("refusal.binary");
        return null;
    }

    /// <summary>Control characters other than white space do not occur in text; zeros do in UTF-16, which is known by now.</summary>
    public static bool LooksBinary(ReadOnlySpan<char> text)
    {
        var odd = 0;
        foreach (var letter in text)
            if (letter < ' ' && letter is not ('\t' or '\r' or '\n' or '\f' or '\v')) odd++;
        return odd > text.Length / 200;
    }

    // XLSX and ODS name their parts in the first local headers of the archive.
    private static bool IsWorkbook(ReadOnlySpan<byte> head)
    {
        if (head.Length < 30) return false;
        var name = head.Slice(30, Math.Min(BinaryPrimitives.ReadUInt16LittleEndian(head[26..]), head.Length - 30));
        return name.SequenceEqual("[Content_Types].xml"u8) || name.StartsWith("xl/"u8) || name.StartsWith("_rels/"u8)
            || name.StartsWith("docProps/"u8) || name.SequenceEqual("mimetype"u8);
    }
}
