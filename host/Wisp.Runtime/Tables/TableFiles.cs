using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Localization;
using Wisp.Runtime.Tables.Workbooks;
using Wisp.Sdk;

namespace Wisp.Runtime.Tables;

/// <summary>Tables out of texts and workbooks, whichever a file is by its first bytes.</summary>
internal sealed class TableFiles(IFileStore files, ICurrentOperator current, TimeProvider clock, IStringLocalizer<RuntimeText> text) : ITableFiles
{
    private const int EnoughToTell = 8;
    private const int ReadAhead = 1 << 16;
    private static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    public IReadOnlyList<string> Encodings => TextEncoding.Names;

    public IReadOnlyList<string> Separators { get; } = [.. Separator.All.Select(Separator.Name)];

    public async Task<TableUpload> KeepAsync(IFormFile file, Func<string, bool> isKnown, CancellationToken cancellationToken)
    {
        var wholeIsUtf8 = await IsUtf8Async(file, cancellationToken);
        await using var start = file.OpenReadStream();
        var head = Told(await FileHead.ReadAsync(start, new TableFormat(), 0, isKnown, wholeIsUtf8, cancellationToken));
        if (head.Headings.Count == 0 && head.Refusal is not null) return new(null, head);

        await using var content = file.OpenReadStream();
        var kind = head.Sheets.Count > 0 ? "application/vnd.ms-excel" : "text/csv";
        var stored = await files.SaveAsync(
            new NewFile(Path.GetFileName(file.FileName), kind, clock.GetUtcNow() + Kept, current.Id), content, cancellationToken);
        return new(stored.Id, head);
    }

    public async Task<TableHead> HeadAsync(
        Stream content, TableFormat format, int rowCount, Func<string, bool> isKnown, CancellationToken cancellationToken) =>
        Told(await FileHead.ReadAsync(content, format, rowCount, isKnown, cancellationToken: cancellationToken));

    public async Task<ITableRows> OpenAsync(Stream content, TableFormat format, CancellationToken cancellationToken)
    {
        try
        {
            return await OpenedRows.AtFirstAsync(await RowsAsync(content, format, cancellationToken), text);
        }
        catch (UnreadableFileException unreadable)
        {
            throw unreadable.Told(text);
        }
    }

    private static async Task<IFileRows> RowsAsync(Stream content, TableFormat format, CancellationToken cancellationToken)
    {
        var start = await FileStart.ReadAsync(content, EnoughToTell, cancellationToken);
        if (!FileKind.MayBeWorkbook(start.Bytes.Span))
        {
            var encoding = TextEncoding.Find(format.Encoding) ?? TextEncoding.Find(TextEncoding.Utf8)!;
            return new CsvRows(new StreamReader(start.Whole, encoding, true, ReadAhead), Separator.Find(format.Separator) ?? Separator.All[0]);
        }

        await using (start.Whole)
        {
            var workbook = await Workbook.OpenAsync(start.Whole, cancellationToken);
            return workbook.Rows(format.Sheet ?? 0);
        }
    }

    private static async Task<bool> IsUtf8Async(IFormFile file, CancellationToken cancellationToken)
    {
        var check = new Utf8Check();
        var buffer = new byte[ReadAhead];
        await using var content = file.OpenReadStream();
        while (check.IsValid && await content.ReadAsync(buffer, cancellationToken) is > 0 and var read) check.Add(buffer.AsSpan(0, read));
        return check.IsValid;
    }

    private TableHead Told(FileHead head) =>
        new(new TableFormat(head.Encoding, Separator.Name(head.Separator), head.Sheet), head.Headings, head.Rows, head.Refusal?.Sentence(text)) { Sheets = head.Sheets };
}
