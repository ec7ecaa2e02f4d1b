using System.IO.Compression;
using System.Text;
using System.Xml;

namespace Wisp.Runtime.Tables.Workbooks;

/// <summary>Parts of an XLSX as XML. Elements go by their local name: the strict kind of the format has other namespaces.</summary>
internal static class SheetXml
{
    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        CloseInput = true,
    };

    public static XmlReader? Open(ZipArchive archive, string path) =>
        archive.GetEntry(path) is { } part ? XmlReader.Create(part.Open(), Settings) : null;

    /// <summary>The reader on each element of the name, wherever it stands.</summary>
    public static IEnumerable<XmlReader> Elements(ZipArchive archive, string path, params string[] names)
    {
        using var xml = Open(archive, path);
        while (xml?.Read() == true)
            if (xml.NodeType == XmlNodeType.Element && names.Contains(xml.LocalName)) yield return xml;
    }

    /// <summary>
    /// The text of a string item, all its runs together; what tells how to pronounce it is left out. The reader ends on its end.
    /// </summary>
    public static string Text(XmlReader xml)
    {
        if (xml.IsEmptyElement) return "";
        var (depth, text) = (xml.Depth, new StringBuilder());
        var skipped = 0;
        while (xml.Read() && xml.Depth > depth)
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "rPh", IsEmptyElement: false }) skipped++;
            else if (xml is { NodeType: XmlNodeType.EndElement, LocalName: "rPh" }) skipped--;
            else if (skipped == 0 && xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace) text.Append(xml.Value);
            else if (skipped == 0 && xml.NodeType is XmlNodeType.Whitespace && xml.Depth == depth + 2) text.Append(xml.Value);
        }

        return Unescaped(text.ToString());
    }

    /// <summary>Control characters, which XML cannot hold, stand as <c>_x000D_</c>.</summary>
    public static string Unescaped(string text)
    {
        for (var at = text.IndexOf("_x", StringComparison.Ordinal); at >= 0; at = text.IndexOf("_x", at + 1, StringComparison.Ordinal))
            if (at + 6 < text.Length && text[at + 6] == '_' && ushort.TryParse(text.AsSpan(at + 2, 4), System.Globalization.NumberStyles.AllowHexSpecifier, null, out var code))
                text = string.Concat(text.AsSpan(0, at), ((char)code).ToString(), text.AsSpan(at + 7));
        return text;
    }
}
