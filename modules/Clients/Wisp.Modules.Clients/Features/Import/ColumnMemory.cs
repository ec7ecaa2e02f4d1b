using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Wisp.Modules.Clients.Data;
using Wisp.Modules.Clients.Features.Import.Reading;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.Import;

/// <summary>
/// Remembers what people chose for the columns of files with the same headings. The columns that the list of refused rows adds do
/// not count: a corrected file is read like the one that it came from. What nobody used for a year is forgotten.
/// </summary>
[Feature]
internal sealed class ColumnMemory(IDatabase<ClientsDb> database)
{
    /// <summary>The columns as they were used last; <c>null</c> when files with these headings are new.</summary>
    public async Task<TableColumns<ImportField>?> FindAsync(TableColumns<ImportField> columns, CancellationToken cancellationToken)
    {
        var names = await database.Source.Sql("select fields from clients.import_mapping where digest = $1", Digest(columns))
            .ValueAsync<string?[]>(cancellationToken);
        if (names is null) return null;
        var kept = new Queue<string?>(names);
        return columns.With([.. columns.All.Select(c => Counts(c) && kept.TryDequeue(out var field) ? field : null)]);
    }

    public static async Task KeepAsync(NpgsqlConnection connection, TableColumns<ImportField> columns, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await connection.Sql("delete from clients.import_mapping where used_at < $1", now.AddYears(-1)).RunAsync(cancellationToken);
        await connection.Sql(
            """
            insert into clients.import_mapping (digest, fields, used_at) values ($1, $2, $3)
            on conflict (digest) do update set fields = excluded.fields, used_at = excluded.used_at
            """, Digest(columns), columns.All.Where(Counts).Select(c => c.Field?.ToString()).ToArray(), now).RunAsync(cancellationToken);
    }

    private static bool Counts(TableColumn<ImportField> column) => !TableHeading.IsOfErrorList(column.Heading);

    private static string Digest(TableColumns<ImportField> columns) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', columns.All.Where(Counts).Select(c => TableHeading.Fold(c.Heading))))));
}
