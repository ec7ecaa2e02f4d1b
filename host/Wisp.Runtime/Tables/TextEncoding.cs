using System.Text;
using UtfUnknown;

namespace Wisp.Runtime.Tables;

/// <summary>Encodings that a person can choose, and the guess from a file's first bytes.</summary>
internal static class TextEncoding
{
    public const string Utf8 = "utf-8";
    private const string Windows = "windows-1252";

    public static IReadOnlyList<string> Names { get; } =
        [Utf8, Windows, "iso-8859-15", "windows-1250", "ibm850", "macintosh", "utf-16le", "utf-16be"];

    /// <summary>The encoding of a name of the list; what it cannot read becomes U+FFFD, which the import refuses row by row.</summary>
    public static Encoding? Find(string? name) => name switch
    {
        null => null,
        Utf8 => new UTF8Encoding(),
        "utf-16le" => new UnicodeEncoding(bigEndian: false, byteOrderMark: true),
        "utf-16be" => new UnicodeEncoding(bigEndian: true, byteOrderMark: true),
        _ => Names.Contains(name) ? CodePagesEncodingProvider.Instance.GetEncoding(name) : null,
    };

    public static string Guess(ReadOnlySpan<byte> head, bool wholeIsUtf8 = true)
    {
        if (head.StartsWith(new byte[] { 0xEF, 0xBB, 0xBF })) return Utf8;
        if (head.StartsWith(new byte[] { 0xFF, 0xFE })) return "utf-16le";
        if (head.StartsWith(new byte[] { 0xFE, 0xFF })) return "utf-16be";
        if (Utf16(head) is { } wide) return wide;
        return wholeIsUtf8 && IsUtf8(head) ? Utf8 : EightBit(head);
    }

    // Every second byte of Latin letters in UTF-16 is zero.
    private static string? Utf16(ReadOnlySpan<byte> head)
    {
        int even = 0, odd = 0;
        for (var i = 0; i + 1 < head.Length; i += 2)
        {
            if (head[i] == 0) even++;
            if (head[i + 1] == 0) odd++;
        }

        var most = head.Length * 2 / 5;
        return odd > most && even == 0 ? "utf-16le" : even > most && odd == 0 ? "utf-16be" : null;
    }

    private static bool IsUtf8(ReadOnlySpan<byte> head)
    {
        var check = new Utf8Check();
        check.Add(head);
        return check.IsValid;
    }

    // Latin-1 as people's programs write it is windows-1252.
    private static string EightBit(ReadOnlySpan<byte> head)
    {
        var found = CharsetDetector.DetectFromBytes(head.ToArray()).Detected;
        return found is { Confidence: > 0.8f, EncodingName: { } name } && name != Utf8 && Names.Contains(name) ? name : Windows;
    }
}
