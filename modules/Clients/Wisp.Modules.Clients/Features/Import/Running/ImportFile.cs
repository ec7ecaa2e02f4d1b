using Wisp.Modules.Clients.Features.Import.Reading;
using Wisp.Modules.Clients.Features.Import.Reading.Workbooks;

namespace Wisp.Modules.Clients.Features.Import.Running;

/// <summary>Opens the file of a job at its first record, whatever kind of file it is.</summary>
internal static class ImportFile
{
    private const int EnoughToTell = 8;

    /// <exception cref="UnreadableFileException">It is no text and no workbook that can be read.</exception>
    public static async Task<IFileRows> OpenAsync(Stream content, ImportArguments how, CancellationToken cancellationToken)
    {
        var start = await FileStart.ReadAsync(content, EnoughToTell, cancellationToken);
        if (!FileKind.MayBeWorkbook(start.Bytes.Span))
            return new CsvRows(new StreamReader(start.Whole, TextEncoding.Find(how.Encoding)!, true, 1 << 16), how.Separator);

        await using (start.Whole)
        {
            var workbook = await Workbook.OpenAsync(start.Whole, cancellationToken);
            return workbook.Rows(how.Sheet);
        }
    }
}
