using Npgsql;
using Wisp.Modules.Clients.Features.Import.Reading;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.Import.Running;

/// <summary>Rows that only the database refuses: somebody came first, or a constraint knows more than the rules.</summary>
internal static class RefusedWrite
{
    public static HalvingWrite<ImportRow> Of(NpgsqlConnection connection, Func<IReadOnlyList<ImportRow>, CancellationToken, Task> write) =>
        new(connection, write, (row, refused) => row.Errors.Add(ErrorOf(row, refused)));

    private static RowError ErrorOf(ImportRow row, PostgresException refused) => refused.ConstraintName switch
    {
        "client_email" => RowError.Cell(ImportField.Email, row.Values!.Email, "row.email-taken"),
        "client_document" => RowError.Cell(ImportField.Document, row.Values!.Document, "row.document-taken"),
        "client_shown_id" or "client_public_id" => RowError.Cell(ImportField.ClientId, row.Values!.CustomId, "row.id-taken"),
        var rule => RowError.Row("row.refused", rule ?? refused.MessageText),
    };
}
