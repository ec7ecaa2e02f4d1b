using Wisp.Runtime.Tables;

namespace Wisp.Runtime.Tests.Tables;

/// <summary>Beginnings and rows of files, as the reader sees them.</summary>
internal static class Heads
{
    private static readonly string[] Known =
        [.. new[] { "nombre", "name", "email", "ciudad", "zona", "notas", "dirección", "documento" }.Select(TableHeading.Fold)];

    public static Task<FileHead> OfAsync(byte[] file, string? encoding = null, string? separator = null, int? sheet = null) =>
        FileHead.ReadAsync(new MemoryStream(file), new(encoding, separator, sheet), 20, heading => Known.Contains(TableHeading.Fold(heading)));

    public static Task<FileHead> OfAsync(string text) => OfAsync(Bytes.Of(text));

    public static async Task<List<(int Line, string[] Cells, bool Bad)>> RowsAsync(string text, char separator = ';')
    {
        using var rows = new CsvRows(new StringReader(text), separator);
        var all = new List<(int, string[], bool)>();
        while (await rows.NextAsync()) all.Add((rows.Line, rows.Cells, rows.IsMalformed));
        return all;
    }

    public static string Cell(FileHead head, int row, string heading) => head.Rows[row].Cells[head.Headings.ToList().IndexOf(heading)];
}
