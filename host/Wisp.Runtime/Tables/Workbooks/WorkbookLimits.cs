using System.IO.Compression;

namespace Wisp.Runtime.Tables.Workbooks;

/// <summary>
/// Keeps out what would fill the memory: a few kilobytes of an archive may unfold to gigabytes. Each part is unfolded once and
/// counted as it really is, whatever the archive says of it.
/// </summary>
internal static class WorkbookLimits
{
    private const long Megabyte = 1024 * 1024;

    /// <summary>Of one sheet, which is read as a stream.</summary>
    private const long SheetLimit = 1024 * Megabyte;

    /// <summary>Of the parts that are held in memory, the texts above all.</summary>
    private const long HeldLimit = 64 * Megabyte;

    /// <summary>Between two tags: no cell that a person typed is longer (Excel takes 32,767 characters).</summary>
    private const int TextLimit = 1_000_000;

    /// <summary>Of an old workbook, which cannot have more than 65,536 rows.</summary>
    private const long OldLimit = 64 * Megabyte;

    /// <param name="file">The workbook.</param>
    /// <param name="isXml">Whether it is an XLSX.</param>
    public static Refusal? Check(Stream file, out bool isXml)
    {
        Span<byte> start = stackalloc byte[2];
        isXml = false;
        if (file.ReadAtLeast(start, 2, throwOnEndOfStream: false) < 2 || !start.SequenceEqual("PK"u8))
            return file.Length > OldLimit ? new("table.workbook-large") : null;
        file.Position = 0;
        using var archive = Workbook.Guarded(() => new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true));
        isXml = archive.GetEntry("xl/workbook.xml") is not null;
        return Workbook.Guarded(() => CheckParts(archive));
    }

    private static Refusal? CheckParts(ZipArchive archive)
    {
        if (archive.Entries.Any(entry => entry.FullName == "mimetype")) return new("table.ods");
        if (!archive.Entries.Any(entry => entry.FullName is "xl/workbook.xml" or "xl/workbook.bin")) return new("table.zip");
        var held = HeldLimit;
        foreach (var entry in archive.Entries.Where(IsRead))
        {
            var isSheet = entry.FullName.StartsWith("xl/worksheets/", StringComparison.OrdinalIgnoreCase);
            if (Length(entry, isSheet ? SheetLimit : held) is not { } length) return new("table.workbook-large");
            if (!isSheet) held -= length;
        }

        return null;
    }

    // Pictures, charts and macros are not read.
    private static bool IsRead(ZipArchiveEntry entry) =>
        Path.GetExtension(entry.FullName).ToLowerInvariant() is ".xml" or ".bin" or ".rels"
        && !entry.FullName.StartsWith("xl/media/", StringComparison.OrdinalIgnoreCase)
        && !entry.FullName.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase);

    /// <summary>How long the part is, or <c>null</c> when it passes a limit.</summary>
    private static long? Length(ZipArchiveEntry entry, long limit)
    {
        using var content = entry.Open();
        var isXml = !entry.FullName.EndsWith(".bin", StringComparison.OrdinalIgnoreCase);
        var buffer = new byte[1 << 16];
        long length = 0, text = 0;
        while (content.Read(buffer) is > 0 and var read)
        {
            if ((length += read) > limit) return null;
            var last = buffer.AsSpan(0, read).LastIndexOf((byte)'<');
            text = last < 0 ? text + read : read - last;
            if (isXml && text > TextLimit) return null;
        }

        return length;
    }
}
