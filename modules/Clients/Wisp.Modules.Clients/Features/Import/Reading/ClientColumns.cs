using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.Import.Reading;

/// <summary>What a heading says of its column.</summary>
internal enum ColumnUse
{
    Read,
    NotOurs,
    OfErrorList,
    Unknown,
}

/// <summary>Why something cannot be imported: a key of <see cref="ImportText"/> and what goes into its sentence.</summary>
internal sealed record Refusal(string Key, params object[] Values);

/// <summary>What a file's columns have to say of clients.</summary>
internal static class ClientColumns
{
    public static TableColumns<ImportField> Of(IReadOnlyList<string> headings) => new(headings, Headings.Find);

    public static ColumnUse Use(this TableColumn<ImportField> column) => column.Field is not null ? ColumnUse.Read
        : Headings.IsNotOurs(column.Heading) ? ColumnUse.NotOurs
        : TableHeading.IsOfErrorList(column.Heading) ? ColumnUse.OfErrorList
        : ColumnUse.Unknown;

    /// <summary>Why the columns cannot be imported as they stand, or <c>null</c>.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="updates">Rows of known IDs change those clients, and then need no name.</param>
    public static Refusal? Check(this TableColumns<ImportField> columns, bool updates = false)
    {
        if (!columns.All.Any(c => c.Field is not null)) return new("refusal.headings");
        for (var i = 0; i < columns.All.Count; i++)
            if (columns.TwinOf(i) is { } twin) return new("refusal.twice", columns.All[twin].Heading, columns.All[i].Heading);
        if (updates) return columns.Has(ImportField.ClientId) ? null : new("refusal.id");
        if (columns.Has(ImportField.Name) || columns.Has(ImportField.FirstName)) return null;
        return new(columns.Has(ImportField.ClientId) ? "refusal.name-or-update" : "refusal.name");
    }
}
