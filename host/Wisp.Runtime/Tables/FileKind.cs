namespace Wisp.Runtime.Tables;

/// <summary>Tells files by their first bytes.</summary>
internal static class FileKind
{
    private static readonly byte[][] BinaryStarts =
    [
        [.. "%PDF"u8],
        [0x1F, 0x8B], // gzip
        [.. "7z"u8, 0xBC, 0xAF],
        [.. "Rar!"u8],
        [0x89, 0x50, 0x4E, 0x47],
        [0xFF, 0xD8, 0xFF],
    ];

    /// <summary>An archive, as new workbooks are, or the container of old ones and of those with a password.</summary>
    public static bool MayBeWorkbook(ReadOnlySpan<byte> head) =>
        (head.Length > 3 && head.StartsWith("PK"u8) && head[2] <= 8) || head.StartsWith(new byte[] { 0xD0, 0xCF, 0x11, 0xE0 });

    public static Refusal? Check(ReadOnlySpan<byte> head)
    {
        if (head.IsEmpty) return new("table.empty");
        foreach (var start in BinaryStarts)
            if (head.StartsWith(start)) return new("table.binary");
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
}
