namespace Wisp.Modules.Clients.Features.Import.Reading;

/// <summary>The beginning of a text file.</summary>
internal static class TextHead
{
    public static async Task<FileHead> ReadAsync(
        FileStart start, FileFormat format, int rowCount, bool wholeIsUtf8, CancellationToken cancellationToken)
    {
        var name = TextEncoding.Find(format.Encoding) is null ? TextEncoding.Guess(start.Bytes.Span, wholeIsUtf8) : format.Encoding!;
        if (FileKind.Check(start.Bytes.Span) is { } kind) return FileHead.Refused(kind, name, format.Separator);

        using var reader = new StreamReader(new MemoryStream(start.Bytes.ToArray()), TextEncoding.Find(name)!, true);
        var text = await reader.ReadToEndAsync(cancellationToken);
        if (FileKind.LooksBinary(text)) return FileHead.Refused(new("refusal.binary"), name, format.Separator);

        var cut = format.Separator is { } given && Separator.All.Contains(given) ? given : await Separator.GuessAsync(text);
        using var rows = new CsvRows(new StringReader(text), cut);
        var first = await FirstRows.ReadAsync(rows, rowCount, start.IsAll);
        return new(name, cut, first.Columns, first.Rows, first.Refusal);
    }
}
