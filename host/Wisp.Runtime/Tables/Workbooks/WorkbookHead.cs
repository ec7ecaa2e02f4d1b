namespace Wisp.Runtime.Tables.Workbooks;

/// <summary>The beginning of a workbook: of the sheet that was chosen, or of the first that has something in it.</summary>
internal static class WorkbookHead
{
    public static async Task<FileHead> ReadAsync(Stream file, int? sheet, int rowCount, CancellationToken cancellationToken)
    {
        try
        {
            using var workbook = await Workbook.OpenAsync(file, cancellationToken);
            var sheets = workbook.Sheets();
            if (sheets.Count == 0) return FileHead.Refused(new("table.empty"));
            var chosen = (sheets.FirstOrDefault(s => s.Index == sheet) ?? sheets[0]).Index;
            var first = await FirstRows.ReadAsync(workbook.Rows(chosen), rowCount, isWhole: true);
            return new(TextEncoding.Utf8, Separator.All[0], first.Headings, first.Rows, first.Refusal) { Sheets = sheets, Sheet = chosen };
        }
        catch (UnreadableFileException unreadable)
        {
            return FileHead.Refused(unreadable.Refusal);
        }
    }
}
