using Wisp.Runtime.Jobs;
using Wisp.Runtime.Operators;
using Wisp.Sdk;

namespace Wisp.Host.Features.Jobs;

/// <summary>Lets a job that broke off go on from where it was. One that ended with a reason of its own has nothing to go on with.</summary>
[Feature]
public sealed class RetryJob(IDatabase<HostDb> database)
{
    private const string BrokeOff = "state = 'failed' and attempts >= $2";

    public async Task<bool> CanAsync(Guid id, CancellationToken cancellationToken) =>
        await database.Source.Sql($"select true from host.job where id = $1 and {BrokeOff}", id, JobRunner.MostAttempts).ValueAsync<bool>(cancellationToken);

    /// <returns>Whether it goes on.</returns>
    public async Task<bool> RunAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var transaction = await database.BeginAsync(cancellationToken);
        var begun = await transaction.Connection.Sql(
            $"""
            with begun as (
              update host.job set state = 'queued', attempts = 0, failure = null, finished_at = null, handed_at = null, not_before = now()
              where id = $1 and {BrokeOff} returning id),
            wished as (update host.job_progress p set cancel_requested = false from begun where p.job_id = begun.id)
            select pg_notify('wisp_job', id::text) from begun
            """, id, JobRunner.MostAttempts).ListAsync(_ => 1, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return begun.Count == 1;
    }
}
