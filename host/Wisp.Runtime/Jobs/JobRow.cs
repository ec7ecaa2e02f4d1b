using System.Text.Json;
using Npgsql;
using Wisp.Sdk;

namespace Wisp.Runtime.Jobs;

internal sealed record JobRow(
    Guid Id, string Key, JsonElement Arguments, string Culture, string State, Guid Batch, Guid? OperatorId, string AskedBy, int Attempts)
{
    public static async Task<JobRow?> FindAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellationToken) =>
        (await connection.Sql(
            "select key, arguments::text, culture, state, batch_id, operator_id, asked_by, attempts from host.job where id = $1", id)
        .ListAsync(
            row => new JobRow(
                id, row.GetString(0), JsonDocument.Parse(row.GetString(1)).RootElement, row.GetString(2), row.GetString(3),
                row.GetGuid(4), row.Maybe<Guid>(5), row.GetString(6), row.GetInt32(7)),
            cancellationToken)).SingleOrDefault();

    public bool Ended => State is not ("queued" or "running");
}
