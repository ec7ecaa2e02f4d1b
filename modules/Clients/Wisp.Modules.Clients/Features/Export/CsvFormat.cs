using System.IO.Pipelines;
using System.Buffers;
using System.Text;
using Wisp.Contracts.Clients;
using Wisp.Modules.Clients.Domain;
using Wisp.Modules.Clients.Features.ListClients;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.Export;

/// <summary>
/// Semicolons, CRLF, RFC 4180 quotes, UTF-8 with its mark (EXP-05). The database puts each line together, so that it passes
/// through this process as bytes.
/// </summary>
[Feature]
internal sealed class CsvFormat : IExportFormat
{
    private const int FlushedAt = 1 << 16;

    // A function takes a hundred arguments.
    private const int MostArguments = 90;

    public string Key => "csv";

    public string ContentType => "text/csv; charset=utf-8";

    public string Projection(IReadOnlyList<ExportColumn> columns, ExportWriting writing, ClientFilter parameters)
    {
        var cell = new CsvCell(writing, parameters);
        var pieces = new List<string>();
        var between = "";
        foreach (var (at, column) in columns.Index())
        {
            if (at > 0) between += ";";
            if (column.Value is null) continue;
            if (between.Length > 0) pieces.Add($"'{between}'");
            pieces.Add(cell.Of(column));
            between = "";
        }

        pieces.Add($@"E'{between}\r\n'");
        // What concat gets of NULL is nothing.
        return string.Join(" || ", pieces.Chunk(MostArguments).Select(some => $"concat({string.Join(",\n", some)})"));
    }

    public async Task WriteAsync(PipeWriter target, IReadOnlyList<ExportColumn> columns, ExportRows rows, CancellationToken cancellationToken)
    {
        target.Write(Encoding.UTF8.Preamble);
        target.Write(Encoding.UTF8.GetBytes(string.Join(';', columns.Select(column => Quoted(column.Heading))) + "\r\n"));
        while (await rows.NextAsync(cancellationToken))
        {
            target.Write(rows.Row.GetFieldValue<byte[]>(1));
            if (target.UnflushedBytes >= FlushedAt) await target.FlushAsync(cancellationToken);
        }
    }

    private static string Quoted(string heading) => $"\"{heading.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
