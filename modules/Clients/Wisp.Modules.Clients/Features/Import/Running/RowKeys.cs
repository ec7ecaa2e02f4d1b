using System.Globalization;
using System.Text;
using Wisp.Modules.Clients.Domain;
using Wisp.Modules.Clients.Domain.Documents;
using Wisp.Modules.Clients.Features.Import.Reading;

namespace Wisp.Modules.Clients.Features.Import.Running;

/// <summary>What one client alone may have, as 64 bits each, so that the keys of millions of rows fit in memory.</summary>
internal static class RowKeys
{
    private static readonly ImportField[] Fields = [ImportField.ClientId, ImportField.Document, ImportField.Email];

    public static IEnumerable<(ImportField Field, ulong Key)> Of(FileColumns columns, string[] cells)
    {
        foreach (var field in Fields)
            if (columns.Cell(cells, field) is { } cell) yield return (field, Hash(field, Comparable(field, cell)));
    }

    /// <summary>The number that is typed as an ID, as far as new clients' numbers could meet it.</summary>
    public static long Number(FileColumns columns, string[] cells) =>
        columns.Cell(cells, ImportField.ClientId) is { Length: <= 9 } id
        && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static string Comparable(ImportField field, string cell) => field switch
    {
        ImportField.Document => DocumentKey.Of(PlainText.AsciiSeparators(cell)),
        ImportField.Email => cell.Normalize(NormalizationForm.FormC).ToLowerInvariant(),
        _ => cell.Normalize(NormalizationForm.FormC),
    };

    // FNV-1a: equal in every process, as the resumed job must find the same rows.
    private static ulong Hash(ImportField field, string text)
    {
        var hash = 14695981039346656037UL ^ (ulong)field;
        foreach (var letter in text) hash = (hash ^ letter) * 1099511628211UL;
        return hash ^ (hash >> 29);
    }
}
