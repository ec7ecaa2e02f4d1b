using System.Collections.Frozen;
using Wisp.Modules.Clients.Domain;
using Wisp.Modules.Clients.Features.Import.Reading;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.Import.Running;

/// <summary>The person's type as files write it.</summary>
internal static class KindText
{
    private static readonly FrozenDictionary<string, PersonKind> Kinds = new Dictionary<string, PersonKind>
    {
        ["other"] = PersonKind.Other,
        ["otro"] = PersonKind.Other,
        ["natural"] = PersonKind.Natural,
        ["física"] = PersonKind.Natural,
        ["persona física"] = PersonKind.Natural,
        ["persona natural"] = PersonKind.Natural,
        ["legal"] = PersonKind.Legal,
        ["jurídica"] = PersonKind.Legal,
        ["persona jurídica"] = PersonKind.Legal,
        ["empresa"] = PersonKind.Legal,
    }.ToFrozenDictionary(k => TableHeading.Fold(k.Key), k => k.Value);

    /// <summary>Blank with parts of a name is a natural person, as no other kind has them; blank alone is "other".</summary>
    public static PersonKind? Read(TableColumns<ImportField> columns, string[] cells)
    {
        if (columns.Cell(cells, ImportField.Kind) is { } typed)
            return Kinds.TryGetValue(TableHeading.Fold(typed), out var kind) ? kind : null;
        return HasParts(columns, cells) ? PersonKind.Natural : PersonKind.Other;
    }

    /// <summary>Whether the row says of what kind its client is.</summary>
    public static bool IsTold(TableColumns<ImportField> columns, string[] cells) =>
        columns.Cell(cells, ImportField.Kind) is not null || HasParts(columns, cells);

    private static bool HasParts(TableColumns<ImportField> columns, string[] cells) =>
        columns.Cell(cells, ImportField.FirstName) is not null || columns.Cell(cells, ImportField.SecondName) is not null
        || columns.Cell(cells, ImportField.FirstSurname) is not null || columns.Cell(cells, ImportField.SecondSurname) is not null;
}
