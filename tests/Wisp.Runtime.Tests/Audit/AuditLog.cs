using System.Text.Json;

namespace Wisp.Runtime.Tests.Audit;

/// <summary>One row of the audit, its fields as <c>name=value</c> in order of their names.</summary>
internal sealed record AuditLine(
    char Action, Guid Entity, Guid? Subject, string Old, string New, Guid? Operator, string Actor, string Channel, Guid? Batch, string? Address);

internal static class AuditLog
{
    public static async Task<List<AuditLine>> AuditAsync(this TestDatabase database, string table, Guid? entity = null)
    {
        await using var connection = await database.OpenAsync();
        return await connection.Sql(
            """
            select action, entity_id, subject_id, old::text, new::text, operator_id, actor, channel, batch_id, address
            from host.audit where schema_name || '.' || table_name = $1 and ($2 is null or entity_id = $2) order by id
            """, table, entity.As(NpgsqlTypes.NpgsqlDbType.Uuid)).ListAsync(row => new AuditLine(
                row.GetChar(0), row.GetGuid(1), row.Maybe<Guid>(2), Fields(row.Text(3)), Fields(row.Text(4)), row.Maybe<Guid>(5), row.GetString(6),
                row.GetString(7), row.Maybe<Guid>(8), row.Text(9)));
    }

    private static string Fields(string? json) =>
        json is null
            ? "-"
            : string.Join(", ", JsonDocument.Parse(json).RootElement.EnumerateObject().Select(f => $"{f.Name}={f.Value}").Order(StringComparer.Ordinal));
}
