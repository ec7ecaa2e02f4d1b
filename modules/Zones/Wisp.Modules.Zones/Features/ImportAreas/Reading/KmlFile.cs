using System.Runtime.CompilerServices;
using System.Xml;
using System.Xml.Linq;

namespace Wisp.Modules.Zones.Features.ImportAreas.Reading;

/// <summary>Reads the placemarks of a KML file one after another. Whatever would fetch or unfold something is refused.</summary>
internal sealed class KmlFile(Stream content)
{
    private const int LongestFile = 128 << 20;

    private static readonly XmlReaderSettings Safe = new()
    {
        Async = true,
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        MaxCharactersInDocument = LongestFile,
    };

    public async IAsyncEnumerable<ReadShape> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var xml = XmlReader.Create(content, Safe);
        for (var number = 1; await NextAsync(xml, cancellationToken) is { } placemark; number++)
            yield return KmlPlacemark.Read(placemark, number);
    }

    private static async Task<XElement?> NextAsync(XmlReader xml, CancellationToken cancellationToken)
    {
        try
        {
            if (xml.NodeType == XmlNodeType.None && await xml.MoveToContentAsync() == XmlNodeType.Element && xml.LocalName != "kml")
                throw new AreaFileException("kml.root", xml.LocalName);
            while (!xml.EOF)
            {
                // Reading a placemark leaves the reader on the node behind it.
                if (xml is { NodeType: XmlNodeType.Element, LocalName: "Placemark" }) return (XElement)await XNode.ReadFromAsync(xml, cancellationToken);
                await xml.ReadAsync();
            }

            return null;
        }
        catch (XmlException wrong)
        {
            throw new AreaFileException(wrong.Message.Contains("DTD", StringComparison.Ordinal) ? "kml.entity" : "kml.syntax", wrong.LineNumber);
        }
    }
}
