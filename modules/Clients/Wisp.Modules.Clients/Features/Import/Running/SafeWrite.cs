using Npgsql;
using Wisp.Modules.Clients.Features.Import.Reading;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.Import.Running;

/// <summary>Writes rows; when the database refuses them, halves them until the one to blame stands alone, and goes on with the rest.</summary>
internal sealed class SafeWrite(NpgsqlConnection connection, Func<IReadOnlyList<ImportRow>, CancellationToken, Task> write)
{
    /// <returns>How many were written; the others bear their error.</returns>
    public async Task<int> RunAsync(IReadOnlyList<ImportRow> rows, CancellationToken cancellationToken)
    {
        if (await TryAsync(rows, cancellationToken) is not { } refused) return rows.Count;
        if (rows.Count == 1)
        {
            rows[0].Errors.Add(ErrorOf(rows[0], refused));
            return 0;
        }

        var half = rows.Count / 2;
        return await RunAsync([.. rows.Take(half)], cancellationToken) + await RunAsync([.. rows.Skip(half)], cancellationToken);
    }

    /// <summary>Writes all of the rows or none.</summary>
    /// <returns>Why none, or <c>null</c>.</returns>
    public async Task<PostgresException?> TryAsync(IReadOnlyList<ImportRow> rows, CancellationToken cancellationToken)
    {
        if (rows.Count == 0) return null;
        await connection.Sql("savepoint import_rows").RunAsync(cancellationToken);
        try
        {
            await write(rows, cancellationToken);
            await connection.Sql("release savepoint import_rows").RunAsync(cancellationToken);
            return null;
        }
        catch (PostgresException refused) when (refused.SqlState.StartsWith("23", StringComparison.Ordinal) || refused.SqlState.StartsWith("22", StringComparison.Ordinal))
        {
            await connection.Sql("rollback to savepoint import_rows; release savepoint import_rows").RunAsync(cancellationToken);
            return refused;
        }
    }

    private static RowError ErrorOf(ImportRow row, PostgresException refused) => refused.ConstraintName switch
    {
        "client_email" => RowError.Cell(ImportField.Email, row.Values!.Email, "row.email-taken"),
        "client_document" => RowError.Cell(ImportField.Document, row.Values!.Document, "row.document-taken"),
        "client_shown_id" or "client_public_id" => RowError.Cell(ImportField.ClientId, row.Values!.CustomId, "row.id-taken"),
        var rule => RowError.Row("row.refused", rule ?? refused.MessageText),
    };
}
