using Wisp.Modules.Clients.Domain;
using Wisp.Modules.Clients.Features.Import.Reading;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.Import.Running;

/// <summary>Why a row was refused: the column, if one is to blame, and a sentence by key.</summary>
/// <param name="Field">The column.</param>
/// <param name="Value">What stands there.</param>
/// <param name="Key">Key of the sentence.</param>
/// <param name="IsRuleOfForm">The sentence is one of the form's, in <see cref="ClientsText"/>; else of <see cref="ImportText"/>.</param>
/// <param name="Arguments">What goes into the sentence.</param>
internal sealed record RowError(ImportField? Field, string? Value, string Key, bool IsRuleOfForm, params object[] Arguments)
{
    public static RowError Of(FieldError error) => new(Draft.FieldOf(error.Field), error.Value, error.Rule, true, error.Arguments);

    public static RowError Row(string key, params object[] arguments) => new(null, null, key, false, arguments);

    /// <summary>A value that belongs to a client whom the operator may not see: he is not named.</summary>
    public static RowError Taken(TableColumns<ImportField> columns, ImportRow row, ImportField? field) => field is { } known
        ? Cell(known, columns.Cell(row.Cells, known), "row.held-outside")
        : Row("row.held-outside");

    public static RowError Cell(ImportField field, string? value, string key, params object[] arguments) => new(field, value, key, false, arguments);
}
