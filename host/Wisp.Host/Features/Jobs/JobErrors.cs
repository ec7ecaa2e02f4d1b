using System.Text;
using Microsoft.Extensions.Localization;
using Npgsql;
using Wisp.Runtime.Operators;
using Wisp.Sdk;

namespace Wisp.Host.Features.Jobs;

/// <summary>The rows that a job could not do: a page of them, or all as a file.</summary>
[Feature]
public sealed class JobErrors(IDatabase<HostDb> database, IStringLocalizer<HostText> text)
{
    public const int PageSize = 50;
    private const string Columns = "select no, line, field, value, rule, source from host.job_error where job_id = $1 and no > $2 order by no";

    public Task<List<(long No, JobError Error)>> PageAsync(Guid job, long after, CancellationToken cancellationToken) =>
        database.Source.Sql($"{Columns} limit $3", job, after, PageSize + 1).ListAsync(Read, cancellationToken);

    /// <summary>Writes all as CSV for a spreadsheet: UTF-8 with its mark, semicolons, the refused row's own cells at the end.</summary>
    public async Task WriteAsync(Guid job, Stream target, CancellationToken cancellationToken)
    {
        await using var writer = new StreamWriter(target, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        await writer.WriteAsync(Line([text["jobs.line"], text["jobs.field"], text["jobs.value"], text["jobs.rule"]]));
        await using var command = database.Source.Sql(Columns, job, 0L);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var error = Read(reader).Error;
            await writer.WriteAsync(Line([error.Line?.ToString(System.Globalization.CultureInfo.InvariantCulture), error.Field, error.Value, error.Rule, .. error.Source ?? []]));
        }
    }

    private static (long No, JobError Error) Read(NpgsqlDataReader row) => (
        row.GetInt64(0),
        new JobError(row.Maybe<int>(1), row.Text(2), row.Text(3), row.GetString(4), row.IsDBNull(5) ? null : row.GetFieldValue<string[]>(5)));

    private static string Line(string?[] cells) => string.Join(';', cells.Select(Cell)) + "\r\n";

    // A cell that a spreadsheet would compute, blanks before it or not, is made text.
    private static string Cell(string? value)
    {
        var safe = value?.TrimStart() is ['=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠', ..] ? "'" + value : value;
        return $"\"{safe?.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
