using System.Text;

namespace Wisp.Testing;

/// <summary>Texts as people's programs save them.</summary>
public static class Bytes
{
    public static byte[] Of(string text, string encoding = "utf-8", bool mark = false)
    {
        Encoding writer = encoding switch
        {
            "utf-8" => new UTF8Encoding(mark),
            "utf-16le" => new UnicodeEncoding(bigEndian: false, byteOrderMark: true),
            "utf-16be" => new UnicodeEncoding(bigEndian: true, byteOrderMark: true),
            _ => CodePagesEncodingProvider.Instance.GetEncoding(encoding)!,
        };
        return [.. mark ? writer.GetPreamble() : [], .. writer.GetBytes(text)];
    }
}
