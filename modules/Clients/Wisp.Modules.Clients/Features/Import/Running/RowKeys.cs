using System.Globalization;
using System.Text;
using Wisp.Modules.Clients.Domain;
using Wisp.Modules.Clients.Domain.Documents;
using Wisp.Modules.Clients.Features.Import.Reading;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.Import.Running;

/// <summary>What one client alone may have, as 64 bits each, so that the keys of millions of rows fit in memory.</summary>
internal static class RowKeys
{
    private const int RoughLength = 6;
    private static readonly ImportField[] Fields = [ImportField.ClientId, ImportField.Document, ImportField.Email];

    public static IEnumerable<(ImportField Field, ulong Key)> Of(TableColumns<ImportField> columns, string[] cells)
    {
        foreach (var field in Fields)
            if (columns.Cell(cells, field) is { } cell) yield return (field, Hash(field, Comparable(field, cell)));
    }

    /// <summary>Phones by their last digits, which cost nothing to compare: equal ones may be the same phone, others are not.</summary>
    public static IEnumerable<(ImportField Field, ulong Key)> PhonesOf(TableColumns<ImportField> columns, string[] cells)
    {
        var phone = RoughPhone(columns.Cell(cells, ImportField.Phone));
        var mobile = RoughPhone(columns.Cell(cells, ImportField.Mobile));
        if (phone is not null) yield return (ImportField.Phone, Hash(ImportField.Phone, phone));
        if (mobile is not null && mobile != phone) yield return (ImportField.Mobile, Hash(ImportField.Phone, mobile));
    }

    /// <summary>The number that is typed as an ID, as far as new clients' numbers could meet it.</summary>
    public static long Number(TableColumns<ImportField> columns, string[] cells) =>
        columns.Cell(cells, ImportField.ClientId) is { Length: <= 9 } id
        && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static string? RoughPhone(string? cell)
    {
        var digits = cell is null ? "" : string.Concat(cell.Where(char.IsAsciiDigit));
        return digits.Length < RoughLength ? null : digits[^RoughLength..];
    }

    private static string Comparable(ImportField field, string cell) => field switch
    {
        ImportField.Document => DocumentKey.Of(KeyboardText.Separators(cell)),
        ImportField.Email => cell.Normalize(NormalizationForm.FormC).ToLowerInvariant(),
        _ => cell.Normalize(NormalizationForm.FormC),
    };

    /// <summary>FNV-1a: equal in every process, as the resumed job must find the same rows.</summary>
    public static ulong Hash(ImportField field, string text)
    {
        var hash = 14695981039346656037UL ^ (ulong)field;
        foreach (var letter in text) hash = (hash ^ letter) * 1099511628211UL;
        return hash ^ (hash >> 29);
    }
}
