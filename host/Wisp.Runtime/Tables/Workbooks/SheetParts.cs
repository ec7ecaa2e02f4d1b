using System.IO.Compression;
using System.Xml;

namespace Wisp.Runtime.Tables.Workbooks;

/// <summary>A sheet of an XLSX and the part of the archive that holds it.</summary>
internal sealed record SheetPart(string Name, string Path, bool IsVisible);

/// <summary>What the table of contents of an XLSX says.</summary>
internal static class SheetParts
{
    public static (IReadOnlyList<SheetPart> Sheets, bool DaysFrom1904) Read(ZipArchive archive)
    {
        var targets = SheetXml.Elements(archive, "xl/_rels/workbook.xml.rels", "Relationship")
            .Select(r => (Id: r.GetAttribute("Id"), Target: r.GetAttribute("Target"))).ToList()
            .Where(r => r.Id is not null && r.Target is not null).ToDictionary(r => r.Id!, r => Path(r.Target!), StringComparer.Ordinal);
        var (sheets, from1904) = (new List<SheetPart>(), false);
        foreach (var element in SheetXml.Elements(archive, "xl/workbook.xml", "sheet", "workbookPr"))
            if (element.LocalName == "workbookPr") from1904 = element.GetAttribute("date1904") is "1" or "true";
            else if (IdOf(element) is { } id && targets.TryGetValue(id, out var path) && path.StartsWith("xl/worksheets/", StringComparison.OrdinalIgnoreCase))
                sheets.Add(new(element.GetAttribute("name") ?? "", path, element.GetAttribute("state") is null or "visible"));
        return (sheets, from1904);
    }

    private static string Path(string target) => target.StartsWith('/') ? target[1..] : $"xl/{target}";

    private static string? IdOf(XmlReader element)
    {
        for (var i = 0; i < element.AttributeCount; i++)
        {
            element.MoveToAttribute(i);
            if (element is { LocalName: "id", Prefix.Length: > 0 }) break;
        }

        var id = element is { NodeType: XmlNodeType.Attribute, LocalName: "id" } ? element.Value : null;
        element.MoveToElement();
        return id;
    }
}
