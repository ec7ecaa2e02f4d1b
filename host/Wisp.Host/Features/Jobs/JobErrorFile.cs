using System.Globalization;
using System.Text;
using Microsoft.Extensions.Localization;
using Wisp.Runtime.Operators;
using Wisp.Sdk;

namespace Wisp.Host.Features.Jobs;

/// <summary>
/// A job's refused rows, or its warnings, as a file for a spreadsheet: UTF-8 with its mark, semicolons. A refused row stands under
/// the headings of the file it came from, so that it can be corrected and fed back; what was wrong follows after it.
/// </summary>
[Feature]
public sealed class JobErrorFile(IDatabase<HostDb> database, IStringLocalizer<HostText> text)
{
    public async Task WriteAsync(Guid job, bool warnings, Stream target, CancellationToken cancellationToken)
    {
        await using var writer = new StreamWriter(target, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        var headings = warnings ? [] : await HeadingsAsync(job, cancellationToken);
        await writer.WriteAsync(CsvLine.Of([.. headings, text["jobs.line"], text["jobs.field"], text["jobs.value"], text["jobs.rule"]]));

        await using var command = database.Source.Sql(
            $"{JobErrors.Columns} and {(warnings ? "is_warning" : "not is_warning")} order by no", job, 0L);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            await writer.WriteAsync(CsvLine.Of(Cells(JobErrors.Read(reader).Error, headings.Length, warnings)));
    }

    private async Task<string[]> HeadingsAsync(Guid job, CancellationToken cancellationToken) =>
        await database.Source.Sql("select source_headings from host.job where id = $1", job).ValueAsync<string[]>(cancellationToken) ?? [];

    // Cells beyond the headings, which may be what is wrong with the row, come last.
    private static IEnumerable<string?> Cells(JobError error, int headings, bool warnings)
    {
        IReadOnlyList<string> source = warnings ? [] : error.Source ?? [];
        return
        [
            .. Enumerable.Range(0, headings).Select(i => i < source.Count ? source[i] : null),
            error.Line?.ToString(CultureInfo.InvariantCulture), error.Field, error.Value, error.Rule,
            .. source.Skip(headings),
        ];
    }
}
