using Npgsql;
using Wisp.Sdk;

namespace Wisp.Runtime.Mail;

/// <summary>A claimed row of the ledger.</summary>
internal sealed record Letter(
    Guid Id, string Kind, string Address, string? Name, string Culture, Guid? SubjectId, string Model, byte[]? Secrets, DateTimeOffset? SecretsExpire,
    Guid[] Files, int Attempts)
{
    public const string Columns =
        "m.id, m.kind, m.address, m.name, m.culture, m.subject_id, m.model::text, m.secrets, m.secrets_expire_at, m.files, m.attempts";

    public static Letter Read(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetString(1), row.GetString(2), row.Text(3), row.GetString(4), row.Maybe<Guid>(5), row.GetString(6),
        row.IsDBNull(7) ? null : row.GetFieldValue<byte[]>(7), row.Maybe<DateTimeOffset>(8), row.GetFieldValue<Guid[]>(9), row.GetInt32(10));
}
