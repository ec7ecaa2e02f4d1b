using Wisp.Modules.Clients.Domain;
using Wisp.Modules.Clients.Features.Import.Reading;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.Import.Running;

/// <summary>Remembers, of the phones that the file may repeat, the line on which each came first. Families share phones: it only warns.</summary>
internal sealed class RepeatedPhones(TableColumns<ImportField> columns, IReadOnlySet<ulong> suspects, string country)
{
    public const string Warning = "warning.phone-line";
    private readonly Dictionary<ulong, int> _firstLines = [];

    public IEnumerable<RowError> Meet(int line, string[] cells)
    {
        if (suspects.Count == 0 || !columns.Fits(cells)) yield break;
        foreach (var (field, rough) in RowKeys.PhonesOf(columns, cells))
        {
            if (!suspects.Contains(rough)) continue;
            var cell = columns.Cell(cells, field)!;
            var key = RowKeys.Hash(ImportField.Phone, PhoneKey.Of(KeyboardText.Separators(cell), country));
            if (!_firstLines.TryAdd(key, line) && _firstLines[key] != line)
                yield return RowError.Cell(field, cell, Warning, _firstLines[key]);
        }
    }
}
