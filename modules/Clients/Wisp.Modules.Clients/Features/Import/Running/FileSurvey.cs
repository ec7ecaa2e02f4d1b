using Wisp.Modules.Clients.Features.Import.Reading;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.Import.Running;

/// <summary>What a first reading of the whole file tells: how many records, the largest ID, and which keys and phones may come more than once.</summary>
internal sealed record FileSurvey(int Records, long LargestId, IReadOnlySet<ulong> Suspects, IReadOnlySet<ulong> Phones)
{
    /// <exception cref="UnreadableTableException">The file is broken from some line on.</exception>
    public static async Task<FileSurvey> ReadAsync(ITableRows rows, TableColumns<ImportField> columns, CancellationToken cancellationToken)
    {
        var (keys, phones) = (new KeyFilter(), new KeyFilter());
        long largest = 0;
        while (await rows.NextAsync())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!columns.Fits(rows.Cells)) continue;
            foreach (var (_, key) in RowKeys.Of(columns, rows.Cells)) keys.Meet(key);
            foreach (var (_, key) in RowKeys.PhonesOf(columns, rows.Cells)) phones.Meet(key);
            largest = Math.Max(largest, RowKeys.Number(columns, rows.Cells));
        }

        return new(rows.Number, largest, keys.Suspects, phones.Suspects);
    }
}
