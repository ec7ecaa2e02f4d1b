using Npgsql;
using Wisp.Runtime.Mail;
using Wisp.Sdk;

namespace Wisp.Host.Features.Mail;

/// <summary>A message of the ledger.</summary>
public sealed record MailRow(
    Guid Id, string Kind, string Address, string? Name, string Culture, Guid? SubjectId, string Model, bool CarriesSecret, bool HasSecret, Guid[] Files, string State,
    int Attempts, DateTimeOffset NotBefore, string? Subject, string? Answer, DateTimeOffset? BouncedAt, string? BounceReason, string Actor, Guid? Batch,
    DateTimeOffset CreatedAt, DateTimeOffset? EndedAt)
{
    public const string Columns =
        """
        id, kind, address, name, culture, subject_id, model::text, carries_secret, secrets is not null, files, state, attempts, not_before, subject, answer,
        bounced_at, bounce_reason, actor, batch_id, created_at, ended_at
        """;

    /// <summary>What is shown of it: that it came back tells more than that it was handed over.</summary>
    public string ShownState => BouncedAt is not null ? MailSelection.Bounced : State;

    /// <summary>Whether it can go out again: all but what waits, and what carried a secret that was erased.</summary>
    public bool CanResend => State is not ("queued" or "sending") && (!CarriesSecret || HasSecret);

    public bool CanStop => State is "queued" or "kept";

    public static MailRow Read(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetString(1), row.GetString(2), row.Text(3), row.GetString(4), row.Maybe<Guid>(5), row.GetString(6), row.GetBoolean(7), row.GetBoolean(8),
        row.GetFieldValue<Guid[]>(9), row.GetString(10), row.GetInt32(11), row.GetFieldValue<DateTimeOffset>(12), row.Text(13), row.Text(14),
        row.Maybe<DateTimeOffset>(15), row.Text(16), row.GetString(17), row.Maybe<Guid>(18), row.GetFieldValue<DateTimeOffset>(19), row.Maybe<DateTimeOffset>(20));
}
