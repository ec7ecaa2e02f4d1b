using NpgsqlTypes;
using Wisp.Runtime.Database;
using Wisp.Runtime.Operators;
using Wisp.Sdk;

namespace Wisp.Runtime.Mail;

/// <summary>The sender's side of the ledger. Each call is a transaction of its own: a claim is committed before SMTP, the answer after.</summary>
internal sealed class MailLedger(IDatabase<HostDb> database, WispOptions options)
{
    private const int MostAttempts = 8;

    // A greylisting server wants a few minutes; a full mailbox, hours.
    private const int PostponedMinutes = 5;
    private static readonly int[] DelayMinutes = [1, 5, 15, 60, 240, 480, 960];

    /// <summary>
    /// Claims what is due, urgent first. A claim must outlive a crash of the database even where commits may be lost in one: what was
    /// claimed may be with the server.
    /// </summary>
    public Task<List<Letter>> ClaimAsync(Guid sender, string[] kinds, int most, CancellationToken cancellationToken) =>
        database.Source.Sql(
            $"""
            with durable as (select set_config('synchronous_commit', 'on', true)),
            due as (
              select id from host.mail
              where state = 'queued' and not_before <= now() and kind = any ($2)
              order by (secrets is null), not_before, id
              limit $3 for update skip locked)
            update host.mail m set state = 'sending', claimed_by = $1, attempts = attempts + 1
            from due, durable where m.id = due.id
            returning {Letter.Columns}
            """, sender, kinds.As(NpgsqlDbType.Array | NpgsqlDbType.Text), most).ListAsync(Letter.Read, cancellationToken);

    /// <summary>Records what became of letters. One that was believed lost meanwhile is set right.</summary>
    public async Task RecordAsync(Guid sender, IReadOnlyList<(Letter Letter, Outcome Outcome)> ended, CancellationToken cancellationToken) =>
        await database.Source.Sql(
            """
            with ended as (
              select * from unnest($2::uuid[], $3::text[], $4::text[], $5::boolean[], $6::text[], $7::interval[])
                as e(id, fate, answer, bounced, subject, delay)),
            told as (
              update host.mail m set
                state = case when e.fate in ('delayed', 'put_back', 'postponed') then 'queued' else e.fate end,
                attempts = case when e.fate in ('put_back', 'postponed') then attempts - 1 else attempts end,
                not_before = case when e.fate in ('delayed', 'postponed') then now() + e.delay else not_before end,
                claimed_by = case when e.fate in ('delayed', 'put_back', 'postponed') then null else claimed_by end,
                answer = coalesce(e.answer, m.answer), subject = coalesce(e.subject, m.subject),
                bounced_at = case when e.bounced then now() end, bounce_reason = case when e.bounced then e.answer end,
                secrets = case e.fate when 'handed_over' then null else secrets end,
                ended_at = case when e.fate in ('delayed', 'put_back', 'postponed') then null else clock_timestamp() end
              from ended e
              where m.id = e.id and m.claimed_by = $1 and m.state in ('sending', 'unknown')
              returning m.id, e.fate, e.answer, e.bounced)
            insert into host.mail_event (mail_id, what, answer)
            select id, case when bounced then 'bounced' else fate end, answer from told where fate in ('delayed', 'refused', 'unknown', 'stopped')
            """,
            sender, ended.Select(e => e.Letter.Id).ToArray(), ended.Select(e => StateOf(e.Outcome.Fate)).ToArray(),
            ended.Select(e => e.Outcome.Answer?.Storable()).ToArray().As(NpgsqlDbType.Array | NpgsqlDbType.Text),
            ended.Select(e => e.Outcome.Bounced).ToArray(),
            ended.Select(e => e.Outcome.Subject?.Storable()).ToArray().As(NpgsqlDbType.Array | NpgsqlDbType.Text),
            ended.Select(e => DelayOf(e.Letter, e.Outcome)).ToArray()).RunAsync(cancellationToken);

    private TimeSpan DelayOf(Letter letter, Outcome outcome) =>
        options.Wait(60 * (outcome.Fate == Fate.Postponed ? PostponedMinutes : DelayMinutes[Math.Min(letter.Attempts, DelayMinutes.Length) - 1]));

    /// <summary>Whether a letter that was put off so often is given up.</summary>
    public static bool IsLastTry(Letter letter) => letter.Attempts >= MostAttempts;

    /// <summary>What a sender without its lock had in hand: nobody knows whether the server has it.</summary>
    public Task<int> SweepLostAsync(string reason, CancellationToken cancellationToken) =>
        database.Source.Sql(
            """
            with lost as (
              update host.mail set state = 'unknown', answer = $1, ended_at = now()
              where state = 'sending' and host.job_is_free(claimed_by)
              returning id)
            insert into host.mail_event (mail_id, what, answer) select id, 'unknown', $1 from lost
            """, reason).RunAsync(cancellationToken);

    /// <summary>In how long the next letter of these kinds is due, or <c>null</c> when none waits.</summary>
    public Task<TimeSpan?> NextDueAsync(string[] kinds, CancellationToken cancellationToken) =>
        database.Source.Sql(
            """
            select min(first.not_before) - now()
            from (values (true), (false)) as part(plain)
            cross join lateral (
              select not_before from host.mail
              where state = 'queued' and (secrets is null) = part.plain and kind = any ($1)
              order by not_before limit 1) as first
            """, kinds.As(NpgsqlDbType.Array | NpgsqlDbType.Text)).ValueAsync<TimeSpan?>(cancellationToken);

    /// <summary>Remembers that the server could not be reached, or that it can again.</summary>
    public Task ServerAsync(string? failure, CancellationToken cancellationToken) =>
        database.Source.Sql(
            """
            update host.mail_server set failure = $1, failed_at = case when $1 is not null then coalesce(failed_at, now()) end
            where failure is distinct from $1
            """, failure?.Storable().As(NpgsqlDbType.Text)).RunAsync(cancellationToken);

    private static string StateOf(Fate fate) => fate switch
    {
        Fate.HandedOver => "handed_over",
        Fate.Refused => "refused",
        Fate.Delayed => "delayed",
        Fate.Unknown => "unknown",
        Fate.Stopped => "stopped",
        Fate.Postponed => "postponed",
        _ => "put_back",
    };
}
