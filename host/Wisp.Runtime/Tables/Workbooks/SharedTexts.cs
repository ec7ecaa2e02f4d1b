using System.IO.Compression;
using System.Text;
using System.Xml;

namespace Wisp.Runtime.Tables.Workbooks;

/// <summary>
/// The texts of an XLSX, which stand in one table and are named by their number. Read as far as asked for, and kept as bytes: a
/// million of them are a few megabytes, not a million objects.
/// </summary>
internal sealed class SharedTexts(ZipArchive archive) : IDisposable
{
    private const int BlockLength = 1 << 20;
    private readonly List<byte[]> _blocks = [];
    private readonly List<(int Block, int Start, int Length)> _places = [];
    private XmlReader? _xml;
    private int _used = BlockLength;

    public string this[int number]
    {
        get
        {
            while (_places.Count <= number)
                if (!ReadNext()) throw new XmlException($"There is no text {number}.");
            var (block, start, length) = _places[number];
            return Encoding.UTF8.GetString(_blocks[block], start, length);
        }
    }

    public void Dispose() => _xml?.Dispose();

    private bool ReadNext()
    {
        _xml ??= SheetXml.Open(archive, "xl/sharedStrings.xml");
        while (_xml?.Read() == true)
        {
            if (_xml is not { NodeType: XmlNodeType.Element, LocalName: "si" }) continue;
            Keep(SheetXml.Text(_xml));
            return true;
        }

        return false;
    }

    private void Keep(string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        if (_used + length > BlockLength)
        {
            _blocks.Add(new byte[Math.Max(BlockLength, length)]);
            _used = 0;
        }

        Encoding.UTF8.GetBytes(text, _blocks[^1].AsSpan(_used));
        _places.Add((_blocks.Count - 1, _used, length));
        _used += length;
    }
}
