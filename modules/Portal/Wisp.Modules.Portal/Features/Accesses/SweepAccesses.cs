using Wisp.Sdk;

namespace Wisp.Modules.Portal.Features.Accesses;

/// <summary>
/// Takes away each night what is worth nothing any more: tries that lock nobody, which strangers can make without end; links, sessions and devices that
/// ended 90 days ago, and requests that were taken back then; requests that were answered two years ago. Looks of operators stay: the audit names them; and so
/// does a device that a session or a notice still names.
/// </summary>
internal sealed class SweepAccesses(TimeProvider clock) : IJob
{
    public const string Key = "portal.sweep-accesses";
    private const int Chunk = 5000;
    private static readonly TimeSpan TriesKept = TimeSpan.FromDays(1);
    private static readonly TimeSpan Kept = TimeSpan.FromDays(90);
    private static readonly TimeSpan AnswersKept = TimeSpan.FromDays(730);

    public async Task<StepResult> StepAsync(JobStep step, CancellationToken cancellationToken)
    {
        var (connection, now) = (step.Transaction.Connection, clock.GetUtcNow());
        var removed = await connection.Sql(
            $"delete from portal.sign_in_try where digest in (select digest from portal.sign_in_try where first_at < $1 limit {Chunk})", now - TriesKept).RunAsync(cancellationToken);
        removed += await connection.Sql($"delete from portal.link where id in (select id from portal.link where expires_at < $1 limit {Chunk})", now - Kept).RunAsync(cancellationToken);
        removed += await connection.Sql(
            $"delete from portal.session where id in (select id from portal.session where (expires_at < $1 or ended_at < $1) and kind <> 'operator' limit {Chunk})", now - Kept)
            .RunAsync(cancellationToken);
        removed += await connection.Sql(
            $"""
            delete from portal.device where id in (
              select d.id from portal.device d
              where d.revoked_at < $1
                and not exists (select from portal.session s where s.device_id = d.id)
                and not exists (select from portal.delivery n where n.device_id = d.id)
                and not exists (select from portal.push_subscription p where p.device_id = d.id)
              limit {Chunk})
            """, now - Kept).RunAsync(cancellationToken);
        removed += await connection.Sql(
            $"delete from portal.request where id in (select id from portal.request where state <> 'waiting' and answered_at < $1 and (state = 'cancelled' or answered_at < $2) limit {Chunk})",
            now - Kept, now - AnswersKept).RunAsync(cancellationToken);
        return removed == 0 ? StepResult.Done() : StepResult.Continue(new { });
    }
}
