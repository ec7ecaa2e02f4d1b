using Wisp.Sdk;

namespace Wisp.Runtime.Tables;

/// <summary>The beginning of a text file.</summary>
internal static class TextHead
{
    public static async Task<FileHead> ReadAsync(
        FileStart start, TableFormat format, int rowCount, Func<string, bool> isKnown, bool wholeIsUtf8, CancellationToken cancellationToken)
    {
        var given = Separator.Find(format.Separator);
        var name = TextEncoding.Find(format.Encoding) is null ? TextEncoding.Guess(start.Bytes.Span, wholeIsUtf8) : format.Encoding!;
        if (FileKind.Check(start.Bytes.Span) is { } kind) return FileHead.Refused(kind, name, given);

        using var reader = new StreamReader(new MemoryStream(start.Bytes.ToArray()), TextEncoding.Find(name)!, true);
        var text = await reader.ReadToEndAsync(cancellationToken);
        if (FileKind.LooksBinary(text)) return FileHead.Refused(new("table.binary"), name, given);

        var cut = given ?? await Separator.GuessAsync(text, isKnown);
        using var rows = new CsvRows(new StringReader(text), cut);
        var first = await FirstRows.ReadAsync(rows, rowCount, start.IsAll);
        return new(name, cut, first.Headings, first.Rows, first.Refusal);
    }
}
