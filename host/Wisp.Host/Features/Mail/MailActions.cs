using Wisp.Runtime.Operators;
using Wisp.Sdk;

namespace Wisp.Host.Features.Mail;

/// <summary>What people do with messages of the ledger: send again, stop. One statement, whether for one message or for all that were found.</summary>
[Feature]
public sealed class MailActions(IDatabase<HostDb> database, MailBook book, ICurrentOperator current)
{
    private const int Piece = 2000;

    /// <summary>What one press does at most; the page shows what is left.</summary>
    public const int MostAtOnce = 100_000;

    /// <summary>Sends one message again. A message that the server may have already is sent only because a person says so.</summary>
    /// <returns>Whether it could be.</returns>
    public async Task<bool> ResendAsync(Guid id, CancellationToken cancellationToken) =>
        await QueueAsync("id = $1 and state not in ('queued', 'sending') and (not carries_secret or secrets is not null)", [id], cancellationToken) == 1;

    /// <summary>Sends again all that a filter finds among the refused, the unknown or the kept.</summary>
    /// <returns>How many.</returns>
    public async Task<long> ResendAllAsync(MailFilter filter, CancellationToken cancellationToken)
    {
        if (filter.State is not ("refused" or "unknown" or "kept" or "stopped")) return 0;
        var (where, values) = await book.WhereAsync(filter, cancellationToken);
        return await QueueAsync($"{where} and (not carries_secret or secrets is not null)", values, cancellationToken);
    }

    /// <summary>Stops one message that waits.</summary>
    /// <returns>Whether it still waited.</returns>
    public async Task<bool> StopAsync(Guid id, CancellationToken cancellationToken) => await EndAsync("id = $1", [id], cancellationToken) == 1;

    /// <summary>Stops all that a filter finds among those that wait.</summary>
    /// <returns>How many.</returns>
    public async Task<long> StopAllAsync(MailFilter filter, CancellationToken cancellationToken)
    {
        if (filter.State is not ("queued" or "kept")) return 0;
        var (where, values) = await book.WhereAsync(filter, cancellationToken);
        return await EndAsync(where, values, cancellationToken);
    }

    /// <summary>What waits is kept when the server is taken away: it must not leave by itself when, weeks later, another is set.</summary>
    public async Task KeepAllAsync(CancellationToken cancellationToken) =>
        await database.Source.Sql("update host.mail set state = 'kept' where state = 'queued' and secrets is null").RunAsync(cancellationToken);

    private Task<long> QueueAsync(string where, List<object?> values, CancellationToken cancellationToken) =>
        ChangeAsync("state = 'queued', attempts = 0, not_before = now(), claimed_by = null, ended_at = null, answer = null, bounced_at = null, bounce_reason = null", "resent", $"{where} and state not in ('queued', 'sending')", values, cancellationToken);

    private Task<long> EndAsync(string where, List<object?> values, CancellationToken cancellationToken) =>
        ChangeAsync("state = 'stopped', ended_at = now()", "stopped", $"{where} and state in ('queued', 'kept')", values, cancellationToken);

    // In pieces that commit by themselves: the sender is not kept waiting, and what was done stays done when the rest takes too long.
    private async Task<long> ChangeAsync(string set, string what, string where, List<object?> values, CancellationToken cancellationToken)
    {
        long all = 0, changed;
        do all += changed = await ChangeSomeAsync(set, what, where, values, cancellationToken);
        while (changed == Piece && all < MostAtOnce);
        return all;
    }

    // What the row said before is kept in the message's own history.
    private async Task<long> ChangeSomeAsync(string set, string what, string where, List<object?> values, CancellationToken cancellationToken)
    {
        var actor = $"${values.Count + 1}";
        await using var transaction = await database.BeginAsync(cancellationToken);
        var changed = await transaction.Connection.Sql(
            $"""
            with found as (select id, answer from host.mail where {where} order by id limit {Piece} for update skip locked),
            changed as (update host.mail m set {set} from found where m.id = found.id returning m.id, found.answer),
            told as (insert into host.mail_event (mail_id, what, answer, actor) select id, '{what}', answer, {actor} from changed returning 1)
            select count(*), pg_notify('wisp_mail', '') from told
            """, [.. values, current.Name]).ValueAsync<long>(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return changed;
    }
}
