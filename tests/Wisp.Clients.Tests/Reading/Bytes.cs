using System.Text;
using Wisp.Modules.Clients.Features.Import.Reading;

namespace Wisp.Clients.Tests.Reading;

/// <summary>Files as people's programs save them.</summary>
internal static class Bytes
{
    public static byte[] Of(string text, string encoding = TextEncoding.Utf8, bool mark = false)
    {
        var writer = TextEncoding.Find(encoding)!;
        return [.. mark ? (encoding == TextEncoding.Utf8 ? Encoding.UTF8 : writer).GetPreamble() : [], .. writer.GetBytes(text)];
    }

    public static Task<FileHead> HeadAsync(byte[] file, string? encoding = null, char? separator = null, int? sheet = null) =>
        FileHead.ReadAsync(new MemoryStream(file), new(encoding, separator, sheet), 20);

    public static Task<FileHead> HeadAsync(string text) => HeadAsync(Of(text));

    public static async Task<List<(int Line, string[] Cells, bool Bad)>> RowsAsync(string text, char separator = ';')
    {
        using var rows = new CsvRows(new StringReader(text), separator);
        var all = new List<(int, string[], bool)>();
        while (await rows.NextAsync()) all.Add((rows.Line, rows.Cells, rows.IsMalformed));
        return all;
    }

    public static string? Cell(FileHead head, int row, ImportField field) => head.Columns.Cell([.. head.Rows[row].Cells], field);
}
