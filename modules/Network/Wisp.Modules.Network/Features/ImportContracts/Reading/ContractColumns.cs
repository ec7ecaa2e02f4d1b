using Wisp.Sdk;

namespace Wisp.Modules.Network.Features.ImportContracts.Reading;

/// <summary>Why something cannot be imported: a key of <see cref="ImportText"/> and what goes into its sentence.</summary>
internal sealed record Refusal(string Key, params object[] Values);

/// <summary>What a file's columns have to say of contracts.</summary>
internal static class ContractColumns
{
    public static TableColumns<ImportField> Of(IReadOnlyList<string> headings) => new(headings, Headings.Find);

    /// <summary>Key of what a heading says of its column; <c>null</c> of one that is read.</summary>
    public static string? Note(this TableColumn<ImportField> column) => column.Field is not null ? null
        : Headings.IsNotOurs(column.Heading) ? "preview.not-ours"
        : TableHeading.IsOfErrorList(column.Heading) ? "preview.of-error-list"
        : "preview.unknown";

    /// <summary>Whether passwords stand in the column, whatever a person chose for it: they are shown and listed nowhere.</summary>
    public static bool IsSecret(this TableColumn<ImportField> column) =>
        column.Field == ImportField.PppoePassword || Headings.Find(column.Heading) == ImportField.PppoePassword;

    /// <summary>Why the columns cannot be imported as they stand, or <c>null</c>.</summary>
    public static Refusal? Check(this TableColumns<ImportField> columns)
    {
        if (!columns.All.Any(c => c.Field is not null)) return new("refusal.headings");
        for (var i = 0; i < columns.All.Count; i++)
            if (columns.TwinOf(i) is { } twin) return new("refusal.twice", columns.All[twin].Heading, columns.All[i].Heading);

        // Contracts that are named need nothing else.
        if (columns.Has(ImportField.ContractId)) return null;
        if (!columns.Has(ImportField.ClientId) && !columns.Has(ImportField.Document)) return new("refusal.client");
        foreach (var field in new[] { ImportField.Plan, ImportField.Server, ImportField.StartDate })
            if (!columns.Has(field)) return new($"refusal.{field}");
        return null;
    }
}
