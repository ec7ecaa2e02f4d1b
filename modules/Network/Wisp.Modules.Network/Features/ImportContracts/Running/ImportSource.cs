using Wisp.Modules.Network.Features.ImportContracts.Reading;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Features.ImportContracts.Running;

/// <summary>The file being imported, read row by row, and what its rows named so far.</summary>
internal sealed class ImportSource(ITableRows rows, TableColumns<ImportField> columns) : IDisposable
{
    public TableColumns<ImportField> Columns { get; } = columns;

    public SeenKeys Seen { get; } = new();

    /// <summary>How many rows were taken.</summary>
    public int Position => rows.Number;

    public async Task<List<ImportRow>> TakeAsync(int most)
    {
        var chunk = new List<ImportRow>(most);
        while (chunk.Count < most && await rows.NextAsync()) chunk.Add(new ImportRow(rows.Line, rows.Cells, rows.IsMalformed));
        return chunk;
    }

    public void Dispose() => rows.Dispose();
}
