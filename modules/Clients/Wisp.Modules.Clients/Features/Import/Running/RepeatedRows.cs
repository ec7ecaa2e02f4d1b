using Wisp.Modules.Clients.Features.Import.Reading;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.Import.Running;

/// <summary>Remembers, of the keys that the file may repeat, the line on which each came first.</summary>
internal sealed class RepeatedRows(TableColumns<ImportField> columns, IReadOnlySet<ulong> suspects)
{
    private readonly Dictionary<ulong, int> _firstLines = [];

    /// <summary>Takes note of a row; later ones with its keys are refused, whatever became of it.</summary>
    public IEnumerable<RowError> Meet(int line, string[] cells)
    {
        if (suspects.Count == 0 || !columns.Fits(cells)) yield break;
        foreach (var (field, key) in RowKeys.Of(columns, cells))
            if (suspects.Contains(key) && !_firstLines.TryAdd(key, line))
                yield return RowError.Cell(field, columns.Cell(cells, field), "row.repeated", _firstLines[key]);
    }
}
