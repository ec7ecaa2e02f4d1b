using Npgsql;
using Wisp.Sdk;

namespace Wisp.Runtime.Mail;

/// <summary>What people do with messages of the ledger. What a row said before is kept in the message's own history.</summary>
public static class MailChange
{
    /// <summary>Sends messages again; one that the server may have already is sent only because a person says so.</summary>
    public const string Resend = "resent";

    /// <summary>Stops messages that wait.</summary>
    public const string Stop = "stopped";

    /// <summary>Whether something may be done with all that have a state; the others one by one, or not at all.</summary>
    public static bool IsFor(string change, string? state) =>
        change == Resend ? state is "refused" or "unknown" or "kept" or "stopped" : change == Stop && state is "queued" or "kept";

    /// <summary>Changes the messages that a condition names, as far as they allow it.</summary>
    /// <param name="connection">A connection of the host's, in a transaction.</param>
    /// <param name="change">What to do.</param>
    /// <param name="where">The condition, on <c>host.mail</c>; it may end with an order and a limit.</param>
    /// <param name="values">Its values.</param>
    /// <param name="actor">Who does it.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>How many were changed.</returns>
    public static async Task<long> RunAsync(
        NpgsqlConnection connection, string change, string where, IReadOnlyList<object?> values, string actor, CancellationToken cancellationToken)
    {
        var (set, allowed) = change == Resend
            ? ("state = 'queued', attempts = 0, not_before = now(), claimed_by = null, ended_at = null, answer = null, bounced_at = null, bounce_reason = null",
               "m.state not in ('queued', 'sending') and (not m.carries_secret or m.secrets is not null)")
            : ("state = 'stopped', ended_at = now()", "m.state in ('queued', 'kept')");
        return await connection.Sql(
            $"""
            with found as (select id, answer from host.mail where {where} for update skip locked),
            changed as (update host.mail m set {set} from found where m.id = found.id and {allowed} returning m.id, found.answer),
            told as (insert into host.mail_event (mail_id, what, answer, actor) select id, '{change}', answer, ${values.Count + 1} from changed returning 1)
            select count(*), pg_notify('wisp_mail', '') from told
            """, [.. values, actor]).ValueAsync<long>(cancellationToken);
    }
}
